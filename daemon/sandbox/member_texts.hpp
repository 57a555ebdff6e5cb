// user/list as text. Who reads a whole company reads everybody's facts, page after page; so they
// are written once for each member, and again when something they are made of has changed.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

class MemberTexts
{
public:
    // The user as an item of that department's list, a JSON object.
    void append(std::string& to, const Company& company, const User& user, DeptId department);

private:
    struct Written {
        std::uint64_t number = 0; // the member's, and when they were changed last
        std::uint64_t modified = 0;
        unsigned circumstances = 0; // what the facts depend on besides
        std::string text;
    };
    const std::string& facts(const Company& company, const User& user);

    std::unordered_map<std::string, Written> written_; // by userid
};

// [queries-the-complete-information-of-a-department-user]: the answer's "result".
Outcome<std::string> list_members(const Company& company, MemberTexts& texts,
                                  Parameters& parameters);

} // namespace rosterd::sandbox
