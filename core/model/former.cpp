#include "core/model/former.hpp"

#include "core/model/fields.hpp"

namespace rosterd::model
{

Json former_fields(const ObservedUser& account)
{
    Json fields{{"dept_id_list", account.dept_ids}};
    for (const TextField& field : kTextFields) {
        if (const std::string& value = account.*field.observed; !field.unique && !value.empty()) {
            fields[std::string{field.api_name}] = value;
        }
    }
    if (!account.extension.empty()) {
        fields["extension"] = account.extension;
    }
    for (const auto& [name, on] : {std::pair{"hide_mobile", account.hide_mobile},
                                   std::pair{"senior_mode", account.senior_mode}}) {
        if (on) {
            fields[name] = true;
        }
    }
    return fields;
}

void to_json(Json& json, const Former& former)
{
    json = Json{{"since", to_string(former.since)},
                {"rule", former.rule},
                {"fields", former.fields},
                {"by_hand", Json::array()}};
    for (const Right& right : former.by_hand) {
        json["by_hand"].push_back(right_json(right));
    }
}

void from_json(const Json& json, Former& former)
{
    former = Former{};
    former.since = parse_instant(json.at("since").get<std::string>()).value_or(Instant{});
    former.rule = json.value("rule", "");
    former.fields = json.value("fields", Json::object());
    for (const Json& right : json.value("by_hand", Json::array())) {
        const bool role = right.contains("role");
        former.by_hand.push_back({role ? RightKind::role : RightKind::attendance,
                                  right.value(role ? "role" : "attendance_group", "")});
    }
}

} // namespace rosterd::model
