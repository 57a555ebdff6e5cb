// The work notifications that were sent, and what became of them: the state, without the rules.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"
#include "core/model/time.hpp"

namespace rosterd::sandbox
{

struct Notification {
    std::int64_t task_id = 0;
    std::int64_t agent_id = 0;
    model::Instant sent_at;
    model::Json message;
    std::vector<std::string> delivered;
    std::vector<std::string> invalid;
    std::vector<model::DeptId> invalid_departments;
    std::map<std::string, std::string> forbidden; // userid -> why, "143106"
    bool recalled = false;
};

class Notifications
{
public:
    const Notification* task(std::int64_t id) const; // nullptr: there is none
    // What this person got that day, of this application. Days are China's.
    std::size_t count(std::string_view userid, std::int64_t agent, model::Instant now) const;
    bool had(std::string_view userid, std::int64_t agent, const model::Json& message,
             model::Instant now) const;

    std::int64_t add(Notification sent); // gives it its id
    void recall(std::int64_t id);

    std::uint64_t revision() const { return revision_; }
    model::Json to_json() const;
    void restore(const model::Json& json);

private:
    void index(const Notification& sent);

    std::map<std::int64_t, Notification> tasks_;
    // By day, application and person: the contents' fingerprints.
    std::map<std::string, std::vector<std::uint64_t>> delivered_;
    std::int64_t next_ = 30000000001;
    std::uint64_t revision_ = 0;
};

} // namespace rosterd::sandbox
