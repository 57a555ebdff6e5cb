// Every call the sandbox has answered, for tests and for people.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::sandbox
{

struct LoggedCall {
    model::Instant at;
    std::string path;
    std::string code;   // errcode as digits, the new style's code, "closed" where none was sent
    std::string target; // userid, dept_id or what else the call was about; empty if nothing
};

class CallLog
{
public:
    static constexpr std::size_t kKept = 500'000; // older calls only stay counted

    void add(LoggedCall call);
    void clear(); // numbering goes on

    // {"calls": [{"n", "at", "path", "errcode", "target"}], "counts": {path: n}}; errcode is a
    // number where the code is one. Calls with a number above `since`, at most `most` of them.
    model::Json to_json(std::uint64_t since, std::size_t most) const;

private:
    std::deque<LoggedCall> calls_;
    std::uint64_t last_ = 0; // number of the newest call; the first one is 1
    std::map<std::string, std::uint64_t> counts_;
};

} // namespace rosterd::sandbox
