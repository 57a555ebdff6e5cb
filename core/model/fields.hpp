// The text fields of a person that map one to one to a DingTalk user field, with DingTalk's limits
// [user-information-creation]. Code that treats these fields alike loops over this table.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/model/observed.hpp"
#include "core/model/person.hpp"

namespace rosterd::model
{

struct TextField {
    std::string_view name;     // canonical name
    std::string_view api_name; // name in user/create and user/update
    Stated Person::* desired;
    std::string ObservedUser::* observed;
    std::size_t max_length; // Unicode characters
    bool unique;            // unique in the company
};

inline constexpr std::array<TextField, 7> kTextFields{{
    {"mobile", "mobile", &Person::mobile, &ObservedUser::mobile, 15, true},
    {"email", "email", &Person::email, &ObservedUser::email, 50, true},
    {"org_email", "org_email", &Person::org_email, &ObservedUser::org_email, 100, true},
    {"telephone", "telephone", &Person::telephone, &ObservedUser::telephone, 50, true},
    {"title", "title", &Person::title, &ObservedUser::title, 200, false},
    {"work_place", "work_place", &Person::work_place, &ObservedUser::work_place, 100, false},
    {"remark", "remark", &Person::remark, &ObservedUser::remark, 2000, false},
}};

// Of UTF-8 text, as DingTalk counts: in Unicode characters.
constexpr std::size_t characters_in(std::string_view text)
{
    std::size_t count = 0;
    for (const char byte : text) {
        count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
    }
    return count;
}

inline constexpr std::size_t kMaxName = 80;
inline constexpr std::size_t kMaxEmployeeId = 50; // DingTalk's job_number
inline constexpr std::size_t kMaxUserid = 64;
inline constexpr std::size_t kMaxDepartmentName = 64;
inline constexpr std::size_t kMaxDepartmentDepth = 20;
inline constexpr std::size_t kMaxChildren = 1000; // departments directly below one
inline constexpr std::size_t kMaxDepartmentsPerUser = 100;
inline constexpr std::size_t kMaxExtension = 2000;

} // namespace rosterd::model
