#include "core/apply/lessons.hpp"

#include "core/apply/refusals.hpp"
#include "core/model/json.hpp"

namespace rosterd::apply
{

namespace
{

using model::Json;

constexpr const char* kSetting = "dingtalk.lessons";
constexpr auto kRemembered = std::chrono::days{30};
constexpr auto kGroupRemembered = std::chrono::days{1};

using Times = std::map<std::string, model::Instant>;

Times times_in(const Json& json, const char* name)
{
    Times out;
    const Json times = json.value(name, Json::object()); // outlives its items
    for (const auto& [key, at] : times.items()) {
        if (const auto seen = model::parse_instant(at.get<std::string>())) {
            out[key] = *seen;
        }
    }
    return out;
}

Json json_of(const Times& times)
{
    Json out = Json::object();
    for (const auto& [key, at] : times) {
        out[key] = model::to_string(at);
    }
    return out;
}

std::set<std::string> keys_of(const Times& times)
{
    std::set<std::string> keys;
    for (const auto& [key, at] : times) {
        keys.insert(key);
    }
    return keys;
}

Lessons read(const Json& json)
{
    Lessons out;
    out.emptied = json.value("emptied", std::set<std::string>{});
    out.kept = times_in(json, "kept");
    out.locked = model::parse_instant(json.value("locked", ""));
    const Json numbers = json.value("numbers", Json::object()); // outlives its items
    for (const auto& [userid, one] : numbers.items()) {
        if (const auto at = model::parse_instant(one.value("at", ""))) {
            out.numbers[userid] = {one.value("number", ""), *at};
        }
    }
    out.unseen_role_groups = times_in(json, "unseen_role_groups");
    const Json given_up = json.value("given_up", Json::object());
    for (const model::OperationKind kind : kDearlyTried) {
        const Json one = given_up.value(std::string{model::to_string(kind)}, Json::object());
        if (const auto at = model::parse_instant(one.value("at", ""))) {
            out.given_up[kind] = {one.value("code", ""), *at};
        }
    }
    const Json shorter = json.value("shorter", Json::object());
    for (const auto& [field, one] : shorter.items()) {
        if (const auto at = model::parse_instant(one.value("at", ""))) {
            out.shorter[field] = {one.value("most", std::size_t{0}), *at};
        }
    }
    return out;
}

void write(state::RunStore& store, const Lessons& lessons)
{
    Json json{
        {"emptied", lessons.emptied}, {"kept", json_of(lessons.kept)},
        {"numbers", Json::object()},  {"unseen_role_groups", json_of(lessons.unseen_role_groups)},
        {"shorter", Json::object()},  {"given_up", Json::object()}};
    if (lessons.locked) {
        json["locked"] = model::to_string(*lessons.locked);
    }
    for (const auto& [userid, one] : lessons.numbers) {
        json["numbers"][userid] = {{"number", one.number}, {"at", model::to_string(one.at)}};
    }
    for (const auto& [field, one] : lessons.shorter) {
        json["shorter"][field] = {{"most", one.most}, {"at", model::to_string(one.at)}};
    }
    for (const auto& [kind, one] : lessons.given_up) {
        json["given_up"][std::string{model::to_string(kind)}] = {{"code", one.code},
                                                                 {"at", model::to_string(one.at)}};
    }
    store.set_setting(kSetting, json.dump());
}

} // namespace

std::set<std::string> Lessons::kept_fields() const
{
    return keys_of(kept);
}

std::map<std::string, std::size_t> Lessons::shorter_texts() const
{
    std::map<std::string, std::size_t> out;
    for (const auto& [field, one] : shorter) {
        out[field] = one.most;
    }
    return out;
}

std::set<std::string> Lessons::unseen_groups() const
{
    return keys_of(unseen_role_groups);
}

std::map<std::string, std::string> Lessons::refused_numbers() const
{
    std::map<std::string, std::string> out;
    for (const auto& [userid, one] : numbers) {
        out[userid] = one.number;
    }
    return out;
}

Lessons lessons(state::RunStore& store, model::Instant now)
{
    const auto text = store.setting(kSetting);
    Lessons out = text ? read(Json::parse(*text)) : Lessons{};
    std::erase_if(out.kept, [&](const auto& one) { return one.second + kRemembered < now; });
    if (out.locked && *out.locked + kRemembered < now) {
        out.locked.reset();
    }
    std::erase_if(out.numbers, [&](const auto& one) { return one.second.at + kRemembered < now; });
    std::erase_if(out.given_up, [&](const auto& one) { return one.second.at + kRemembered < now; });
    std::erase_if(out.shorter, [&](const auto& one) { return one.second.at + kRemembered < now; });
    std::erase_if(out.unseen_role_groups,
                  [&](const auto& one) { return one.second + kGroupRemembered < now; });
    return out;
}

bool learn(state::RunStore& store, const std::string& userid, const Outcome& outcome,
           model::Instant now)
{
    if (outcome.emptied.empty() && outcome.kept.empty() && !outcome.locked &&
        outcome.refused_number.empty() && outcome.unseen_role_group.empty() &&
        outcome.left_out.empty()) {
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
    if (!outcome.refused_number.empty()) {
        after.numbers[userid] = {outcome.refused_number, now};
    }
    if (!outcome.unseen_role_group.empty()) {
        after.unseen_role_groups[outcome.unseen_role_group] = now;
    }
    for (const TooLong& one : outcome.left_out) {
        if (one.refused) {
            after.shorter[one.field] = {one.most, now};
        }
    }
    if (after == before) {
        return false;
    }
    write(store, after);
    return true;
}

void remember_given_up(state::RunStore& store, model::OperationKind kind, const std::string& code,
                       model::Instant now)
{
    Lessons after = lessons(store, now);
    after.given_up[kind] = {code, now};
    write(store, after);
}

void forget_given_up(state::RunStore& store, model::OperationKind kind, model::Instant now)
{
    Lessons after = lessons(store, now);
    if (after.given_up.erase(kind) > 0) {
        write(store, after);
    }
}

} // namespace rosterd::apply
