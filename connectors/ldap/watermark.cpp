// modifyTimestamp and whenChanged: who was modified since the last time seen.
#include <algorithm>
#include <charconv>
#include <chrono>

#include "connectors/ldap/changes.hpp"
#include "connectors/ldap/person.hpp"

namespace rosterd::ldap
{

namespace
{

using Seconds = std::chrono::sys_seconds;

constexpr std::size_t kDigits = 14; // YYYYMMDDhhmmss

std::string digits_of(Seconds time)
{
    std::string out;
    for (const char c : model::to_string(model::Instant{time})) {
        out += c >= '0' && c <= '9' ? std::string(1, c) : "";
    }
    return out.substr(0, kDigits);
}

std::optional<Seconds> time_of(const std::string& digits)
{
    if (digits.size() < kDigits) {
        return std::nullopt;
    }
    const auto part = [&](std::size_t at, std::size_t length) { return digits.substr(at, length); };
    const auto instant =
        model::parse_instant(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) +
                             ":" + part(10, 2) + ":" + part(12, 2) + "Z");
    return instant ? std::optional{std::chrono::floor<std::chrono::seconds>(*instant)}
                   : std::nullopt;
}

class Watermark final : public Way
{
public:
    explicit Watermark(const Settings& settings)
        : settings_{settings},
          attribute_{settings.changes == Changes::when_changed ? "whenChanged" : "modifyTimestamp"}
    {
    }

    // Each domain controller notes its own times.
    model::Result<std::string> server(Session& session) override
    {
        return settings_.changes == Changes::when_changed ? domain_controller(session)
                                                          : std::string{};
    }

    model::Result<void> read_all(Session& session, Reading& reading, Cursor& cursor) override
    {
        cursor.mark.clear();
        return read(session, reading, cursor, settings_.filter);
    }

    model::Result<Outcome> read_changes(Session& session, Reading& reading, Cursor& cursor) override
    {
        const auto last = time_of(cursor.mark);
        if (!last) {
            return Outcome::start_over;
        }
        // What another server was told earlier may get here later, with its own time.
        const auto since =
            *last - std::chrono::duration_cast<std::chrono::seconds>(settings_.overlap);
        const std::string end = settings_.changes == Changes::when_changed ? ".0Z" : "Z";
        auto read_them =
            read(session, reading, cursor,
                 "(&" + settings_.filter + "(" + attribute_ + ">=" + digits_of(since) + end + "))");
        return read_them ? model::Result<Outcome>{Outcome::done}
                         : tl::unexpected(read_them.error());
    }

private:
    model::Result<void> read(Session& session, Reading& reading, Cursor& cursor,
                             const std::string& filter)
    {
        // A server whose clock is ahead must not make us miss what the others say.
        const std::string now =
            digits_of(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        std::string mark = cursor.mark;
        auto taken = session.search_in_pages(
            {settings_.base, Scope::below, filter, wanted_attributes(settings_)}, [&](Entry entry) {
                const std::string changed = entry.first(attribute_).substr(0, kDigits);
                mark = std::max(mark, std::min(changed, now));
                return reading.take(std::move(entry), "");
            });
        cursor.mark = mark;
        return taken;
    }

    const Settings& settings_;
    const std::string attribute_;
};

} // namespace

std::unique_ptr<Way> make_watermark(const Settings& settings)
{
    return std::make_unique<Watermark>(settings);
}

} // namespace rosterd::ldap
