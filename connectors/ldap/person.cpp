#include "connectors/ldap/person.hpp"

#include <algorithm>
#include <charconv>

#include <date/tz.h>

#include "connectors/ldap/dn.hpp"

namespace rosterd::ldap
{

namespace
{

constexpr std::string_view kUnits = "ou";
constexpr long kAccountDisabled = 0x2; // of userAccountControl

long long number_of(const std::string& text)
{
    long long value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// 100 ns since 1601; 0 and the largest number are never. The account works until then, so the last
// day is that of the second before: Windows writes "end of 31 March" as 1 April, 00:00.
std::optional<model::Date> last_day_of(const std::string& ticks, const std::string& time_zone)
{
    constexpr long long kNever = 0x7FFFFFFFFFFFFFFF;
    constexpr long long kTicks = 10'000'000;
    constexpr long long kUnixEpoch = 11'644'473'600;
    const long long value = number_of(ticks);
    if (value <= 0 || value == kNever) {
        return std::nullopt;
    }
    const std::chrono::sys_seconds last{std::chrono::seconds{value / kTicks - kUnixEpoch - 1}};
    const auto local = date::locate_zone(time_zone)->to_local(last);
    return model::Date{
        std::chrono::sys_days{std::chrono::floor<std::chrono::days>(local).time_since_epoch()}};
}

bool tells_disabled(const std::string& rule, const Entry& entry)
{
    if (const auto equals = rule.find('='); equals != std::string::npos) {
        const Attribute* const found = entry.find(rule.substr(0, equals));
        return found != nullptr && std::ranges::any_of(found->values, [&](const std::string& one) {
                   return same_name(one, rule.substr(equals + 1));
               });
    }
    const std::string value = entry.first(rule);
    if (same_name(rule, "userAccountControl")) {
        return (number_of(value) & kAccountDisabled) != 0;
    }
    if (same_name(rule, "pwdAccountLockedTime")) { // any other time is a lock that opens by itself
        return value.starts_with("000001010000");
    }
    return same_name(value, "TRUE"); // nsAccountLock, loginDisabled
}

std::string name_of(const std::string& rule)
{
    return rule.substr(0, rule.find('='));
}

std::string text_in(const Entry& entry, const std::string& name, std::set<std::string>& no_text)
{
    const Attribute* const found = entry.find(name);
    if (found == nullptr) {
        return {};
    }
    auto text = text_of(*found);
    if (!text) {
        no_text.insert(name);
    }
    return std::move(text).value_or("");
}

} // namespace

std::vector<std::string> wanted_attributes(const Settings& settings)
{
    std::vector<std::string> out;
    const auto want = [&](const std::string& name) {
        const auto same = [&](const std::string& other) { return same_name(other, name); };
        if (!name.empty() && std::ranges::none_of(out, same)) {
            out.push_back(name);
        }
    };
    want(settings.id);
    std::ranges::for_each(settings.name, want);
    std::ranges::for_each(settings.attributes, want);
    want(settings.departments == kUnits ? "" : settings.departments);
    want(settings.manager);
    for (const std::string& rule : settings.disabled) {
        want(name_of(rule));
    }
    want(settings.changes == Changes::modify_timestamp ? "modifyTimestamp" : "");
    want(settings.changes == Changes::when_changed ? "whenChanged" : "");
    want(settings.changes == Changes::usn || settings.changes == Changes::dirsync ? "objectGUID"
                                                                                  : "");
    return out;
}

Standing standing_of(const Entry& entry, const Settings& settings)
{
    Standing standing;
    for (const std::string& rule : settings.disabled) {
        if (same_name(rule, "accountExpires")) {
            standing.last_day = last_day_of(entry.first(rule), settings.time_zone);
        } else {
            standing.disabled = standing.disabled || tells_disabled(rule, entry);
        }
    }
    return standing;
}

model::Record record_of(const Entry& entry, const Settings& settings, const std::string& source,
                        const std::string& manager_id, std::set<std::string>& no_text)
{
    model::Record record;
    record.origin = {source, entry.dn, "", 0};
    const auto say = [&](std::string heading, std::string text) {
        record.cells.push_back({std::move(heading), std::move(text)});
    };
    say("employee_id", text_in(entry, settings.id, no_text));
    std::string name;
    for (const std::string& attribute : settings.name) {
        name = name.empty() ? text_in(entry, attribute, no_text) : name;
    }
    say("name", name);
    for (const std::string& attribute : settings.attributes) {
        say(attribute, text_in(entry, attribute, no_text));
    }
    if (settings.departments == kUnits) {
        say("departments", unit_path(entry.dn, settings.base));
    } else if (!settings.departments.empty()) {
        say("departments", text_in(entry, settings.departments, no_text));
    }
    if (!settings.manager.empty()) {
        say("manager_id", manager_id);
    }
    if (!settings.disabled.empty()) {
        const Standing standing = standing_of(entry, settings);
        say("status", standing.disabled ? "terminated" : "active");
        say("last_day", standing.last_day ? model::to_string(*standing.last_day) : "");
    }
    record.fingerprint = model::fingerprint_of(record);
    return record;
}

std::string uuid_of(const Entry& entry)
{
    return entry.first("objectGUID");
}

} // namespace rosterd::ldap
