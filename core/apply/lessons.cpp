#include "core/apply/lessons.hpp"

#include "core/model/json.hpp"

namespace rosterd::apply
{

namespace
{

using model::Json;

constexpr const char* kSetting = "dingtalk.lessons";
constexpr auto kRemembered = std::chrono::days{30};

Lessons read(const Json& json)
{
    Lessons out;
    out.emptied = json.value("emptied", std::set<std::string>{});
    const Json kept = json.value("kept", Json::object()); // outlives its items
    for (const auto& [field, at] : kept.items()) {
        if (const auto seen = model::parse_instant(at.get<std::string>())) {
            out.kept[field] = *seen;
        }
    }
    out.locked = model::parse_instant(json.value("locked", ""));
    return out;
}

void write(state::RunStore& store, const Lessons& lessons)
{
    Json json{{"emptied", lessons.emptied}, {"kept", Json::object()}};
    for (const auto& [field, at] : lessons.kept) {
        json["kept"][field] = model::to_string(at);
    }
    if (lessons.locked) {
        json["locked"] = model::to_string(*lessons.locked);
    }
    store.set_setting(kSetting, json.dump());
}

} // namespace

std::set<std::string> Lessons::kept_fields() const
{
    std::set<std::string> fields;
    for (const auto& [field, at] : kept) {
        fields.insert(field);
    }
    return fields;
}

Lessons lessons(state::RunStore& store, model::Instant now)
{
    const auto text = store.setting(kSetting);
    Lessons out = text ? read(Json::parse(*text)) : Lessons{};
    std::erase_if(out.kept, [&](const auto& one) { return one.second + kRemembered < now; });
    if (out.locked && *out.locked + kRemembered < now) {
        out.locked.reset();
    }
    return out;
}

bool learn(state::RunStore& store, const Outcome& outcome, model::Instant now)
{
    if (outcome.emptied.empty() && outcome.kept.empty() && !outcome.locked) {
        return false;
    }
    const Lessons before = lessons(store, now);
    Lessons after = before;
    for (const std::string& field : outcome.emptied) {
        after.emptied.insert(field);
        after.kept.erase(field);
    }
    for (const std::string& field : outcome.kept) {
        after.emptied.erase(field);
        after.kept[field] = now;
    }
    if (outcome.locked) {
        after.locked = now;
    }
    if (after == before) {
        return false;
    }
    write(store, after);
    return true;
}

} // namespace rosterd::apply
