#include "daemon/config/schedule_section.hpp"

#include <array>

#include <date/tz.h>

#include "daemon/schedule/cron.hpp"

namespace rosterd::config
{

void read_time_zone(YamlReader& yaml, const YAML::Node& node, std::string_view path,
                    std::string& zone)
{
    const auto name = yaml.text(node, path);
    if (!name) {
        return;
    }
    try {
        date::locate_zone(*name);
        zone = *name;
    } catch (const std::runtime_error&) {
        yaml.fault(node, "'" + std::string{path} + "' names no time zone: '" + *name + "'",
                   "an IANA name such as Asia/Hong_Kong or Asia/Shanghai");
    }
}

namespace
{

void read_entry(YamlReader& yaml, const YAML::Node& node, std::vector<ScheduleSettings>& schedule)
{
    static constexpr std::array<std::string_view, 4> keys{"every", "cron", "time_zone", "read"};
    if (!yaml.keys(node, "schedule", keys)) {
        return;
    }
    ScheduleSettings entry;
    entry.time_zone = "Asia/Shanghai";
    const YAML::Node every = YamlReader::get(node, "every");
    const YAML::Node cron = YamlReader::get(node, "cron");
    if (every.IsDefined() == cron.IsDefined()) {
        yaml.fault(node, "a schedule entry needs either 'every' or 'cron'",
                   "{every: 15m, read: changes} or {cron: \"30 2 * * *\", read: full}");
        return;
    }
    entry.every = yaml.duration(every, "schedule.every");
    if (entry.every && *entry.every < std::chrono::seconds{1}) {
        yaml.fault(every, "'schedule.every' is shorter than a second", "1s or longer, e.g. 15m");
    }
    if (const auto text = yaml.text(cron, "schedule.cron")) {
        const auto parsed = schedule::parse_cron(*text);
        if (!parsed) {
            yaml.fault(cron, "'schedule.cron' is not understood: " + parsed.error().message,
                       "five fields, e.g. \"30 2 * * *\" for half past two every day");
        } else if (!schedule::next(*parsed, entry.time_zone, model::Instant{})) {
            yaml.fault(cron, "'schedule.cron' never comes: there is no day like '" + *text + "'",
                       "a day that the months have, e.g. \"30 2 28 2 *\"");
        }
        entry.cron = *text;
    }
    read_time_zone(yaml, YamlReader::get(node, "time_zone"), "schedule.time_zone", entry.time_zone);
    static constexpr std::array<std::string_view, 2> kinds{"changes", "full"};
    if (yaml.choice(YamlReader::get(node, "read"), "schedule.read", kinds) == "full") {
        entry.read = ReadKind::full;
    }
    schedule.push_back(std::move(entry));
}

} // namespace

void read_schedule(YamlReader& yaml, const YAML::Node& node,
                   std::vector<ScheduleSettings>& schedule)
{
    if (yaml.list(node, "schedule")) {
        for (const auto& entry : node) {
            read_entry(yaml, entry, schedule);
        }
    }
}

} // namespace rosterd::config
