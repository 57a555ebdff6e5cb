#include "daemon/log/log.hpp"

#include <array>
#include <mutex>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/uio.h>
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include "daemon/log/mask.hpp"

namespace rosterd::log
{

namespace
{

struct LevelFact {
    Level level;
    std::string_view name;
    std::string_view colour;
    int priority; // syslog's
};
constexpr std::array<LevelFact, 4> kLevels{{
    {Level::debug, "debug", "\033[2m", 7},
    {Level::info, "info", "\033[32m", 6},
    {Level::warning, "warning", "\033[33m", 4},
    {Level::error, "error", "\033[31m", 3},
}};

const LevelFact& fact_of(Level level)
{
    return kLevels[static_cast<std::size_t>(level)];
}

std::string text_of(const model::Json& value)
{
    return value.is_string() ? value.get<std::string>()
                             : value.dump(-1, ' ', false, model::Json::error_handler_t::replace);
}

// A field's value may hold line breaks from outside; an event stays one line.
std::string one_line(std::string text)
{
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) {
            c = ' ';
        }
    }
    return text;
}

model::Instant now()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

class LineLog final : public Log
{
public:
    explicit LineLog(LogOptions options) : options_{options}
    {
        out_ = std::make_shared<spdlog::logger>("rosterd",
                                                std::make_shared<spdlog::sinks::stderr_sink_mt>());
        out_->set_pattern("%v");
    }

    void write(Level level, std::string_view event, const model::Json& fields) override
    {
        if (level < options_.least) {
            return;
        }
        const model::Json safe = masked(fields);
        out_->info("{}", options_.format == Format::people
                             ? line_for_people(level, event, safe, now(), options_.colour)
                             : line_as_json(level, event, safe, now()));
        out_->flush();
    }

private:
    LogOptions options_;
    std::shared_ptr<spdlog::logger> out_;
};

// The journal's own protocol keeps the fields apart: journalctl ROSTERD_EMPLOYEE_ID=E1042.
class JournalLog final : public Log
{
public:
    explicit JournalLog(Level least) : least_{least} {}

    void write(Level level, std::string_view event, const model::Json& fields) override
    {
        if (level < least_) {
            return;
        }
        const model::Json safe = masked(fields);
        std::vector<std::string> entries{
            "MESSAGE=" + line_for_people(level, event, safe, model::Instant{}, false),
            "PRIORITY=" + std::to_string(fact_of(level).priority),
            "SYSLOG_IDENTIFIER=rosterd",
            "ROSTERD_EVENT=" + std::string{event},
        };
        for (const auto& [key, value] : safe.items()) {
            std::string name = "ROSTERD_" + key;
            for (char& c : name) {
                c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            }
            entries.push_back(name + "=" + text_of(value));
        }
        std::vector<iovec> vectors;
        vectors.reserve(entries.size());
        for (std::string& entry : entries) {
            vectors.push_back({entry.data(), entry.size()});
        }
        sd_journal_sendv(vectors.data(), static_cast<int>(vectors.size()));
    }

private:
    Level least_;
};

} // namespace

std::optional<Level> parse_level(std::string_view text)
{
    for (const LevelFact& fact : kLevels) {
        if (fact.name == text) {
            return fact.level;
        }
    }
    return std::nullopt;
}

std::string line_for_people(Level level, std::string_view event, const model::Json& masked,
                            model::Instant now, bool colour)
{
    std::string line;
    if (now != model::Instant{}) {
        line = model::to_string(now).substr(11, 8) + " ";
    }
    const std::string name{fact_of(level).name};
    if (level != Level::info) {
        line += colour ? std::string{fact_of(level).colour} + name + "\033[0m " : name + " ";
    }
    line += event;
    if (const auto message = masked.find("message"); message != masked.end()) {
        line += ": " + one_line(text_of(*message));
    }
    for (const auto& [key, value] : masked.items()) {
        if (key != "message" && !value.is_null() && !text_of(value).empty()) {
            line += " " + key + "=" + one_line(text_of(value));
        }
    }
    return line;
}

std::string line_as_json(Level level, std::string_view event, const model::Json& masked,
                         model::Instant now)
{
    nlohmann::ordered_json line{{"ts", model::to_string(now)},
                                {"level", fact_of(level).name},
                                {"event", event},
                                {"run_id", masked.value("run_id", "")}};
    for (const auto& [key, value] : masked.items()) {
        line[key] = value;
    }
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::unique_ptr<Log> make_log(LogOptions options)
{
    if (options.format == Format::journal) {
        return std::make_unique<JournalLog>(options.least);
    }
    return std::make_unique<LineLog>(options);
}

} // namespace rosterd::log
