#include "core/apply/unreadable.hpp"

#include "core/apply/fields.hpp"

namespace rosterd::apply
{

namespace
{

constexpr const char* kSetting = "dingtalk.unreadable";

} // namespace

bool is_empty(const model::ObservedUser& user, const std::string& field)
{
    return field == "extension" ? user.extension.empty() : field_of(user, field) == model::Json("");
}

std::set<std::string> unreadable_fields(state::RunStore& store)
{
    const auto text = store.setting(kSetting);
    return text ? model::Json::parse(*text).get<std::set<std::string>>() : std::set<std::string>{};
}

void set_unreadable_fields(state::RunStore& store, const std::set<std::string>& fields)
{
    if (unreadable_fields(store) != fields) {
        store.set_setting(kSetting, model::Json(fields).dump());
    }
}

void keep_known(model::ObservedUser& read, const model::ObservedUser& known,
                const std::set<std::string>& fields)
{
    for (const std::string& field : fields) {
        if (!is_empty(read, field)) {
            continue;
        }
        if (field == "extension") { // not in part
            read.extension = known.extension;
        } else {
            set_fields(read, {{field, field_of(known, field)}});
        }
    }
}

} // namespace rosterd::apply
