#include "core/model/field_owner.hpp"

#include <algorithm>
#include <array>

namespace rosterd::model
{

std::string_view to_string(FieldOwner owner)
{
    static constexpr std::array<std::string_view, 3> names{"hr", "dingtalk", "newest"};
    return names[static_cast<std::size_t>(owner)];
}

bool may_be_owned(std::string_view field)
{
    static constexpr std::array<std::string_view, 11> fields{
        "name",       "mobile", "email",    "org_email",   "telephone",  "title",
        "work_place", "remark", "hired_on", "hide_mobile", "senior_mode"};
    return std::ranges::find(fields, field) != fields.end() ||
           (field.starts_with("ext.") && field.size() > 4);
}

} // namespace rosterd::model
