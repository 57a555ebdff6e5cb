// What a cleaner has to say about a value. The rule's texts and severity stand in texts.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rosterd::ingest
{

struct Remark {
    std::string_view rule; // a name in the table of texts; "*.length" is told as "title.length"
    std::string after;     // what the value became, where it was mended
    std::vector<std::pair<std::string_view, std::string>> arguments; // for the texts' placeholders
    bool operator==(const Remark&) const = default;
};

// A cleaned value. After a remark whose rule is an error the value is empty.
template <typename T>
struct Cleaned {
    T value{};
    std::vector<Remark> remarks;
    bool operator==(const Cleaned&) const = default;
};

} // namespace rosterd::ingest
