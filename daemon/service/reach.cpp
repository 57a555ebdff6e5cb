#include "daemon/service/reach.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <unistd.h>

#include "daemon/compose.hpp"
#include "daemon/cycle/contained.hpp"
#include "daemon/service/reach_dingtalk.hpp"

namespace rosterd::service
{

namespace
{

Reach from(const std::string& what, const model::Error& error)
{
    return {what, false, error.message, error.hint};
}

// What comes need not be kept to be counted.
struct Counter final : sdk::RecordSink {
    bool known(std::uint64_t, std::uint32_t) override { return false; }
    void record(model::Record) override { ++count; }
    void tombstone(std::string, model::Origin) override {}
    void finding(model::Finding) override {}
    void restart() override { count = 0; }
    std::int64_t count = 0;
};

Reach reach_source(cycle::Source& source)
{
    Counter counter;
    const std::string what = "source " + source.name;
    const auto read = cycle::contained([&] { return source.connector->read({true, ""}, counter); });
    if (!read) {
        return from(what, read.error());
    }
    if (read->completeness == sdk::Completeness::nothing) {
        return {what, true, "nothing new to read", ""};
    }
    return {what, true,
            std::to_string(counter.count) + " records" +
                (read->notes.empty() ? "" : "; " + read->notes),
            ""};
}

Reach reach_state(const config::Settings& settings)
{
    const std::string what = "state " + settings.state_path;
    const auto store =
        state::open_store({settings.state_path, state::Access::read, "rosterd check"});
    if (store) {
        const auto& dingtalk = settings.dingtalk;
        const auto before = (*store)->runs().setting("company");
        const auto app_key = (*store)->runs().setting("company.app_key");
        if (before && before != dingtalk.corp_id && before != dingtalk.app_key &&
            app_key != dingtalk.app_key) {
            return {what, false, "belongs to the organisation " + *before,
                    "state: {path: ...} with a file of its own for each organisation"};
        }
        for (const std::string& name : (*store)->roster().source_names()) {
            if (std::ranges::find(settings.sources, name, &config::SourceSettings::name) ==
                settings.sources.end()) {
                return {what, false,
                        "holds the people of the source " + name +
                            ", which is not configured any more; they stay as they are",
                        "if it was renamed, write its former name again under sources:"};
            }
        }
        return {what, true, "version " + std::to_string((*store)->schema_version()), ""};
    }
    if (store.error().kind == model::ErrorKind::not_found) {
        const auto folder = std::filesystem::absolute(settings.state_path).parent_path();
        if (access(folder.c_str(), W_OK | X_OK) != 0) {
            return {what, false,
                    "can't be made in " + folder.string() + ": " + std::strerror(errno),
                    "a folder that exists and belongs to the account rosterd runs as"};
        }
        return {what, true, "not there yet; the first run makes it", ""};
    }
    return from(what, store.error());
}

} // namespace

std::vector<Reach> check_reach(const config::Settings& settings)
{
    std::vector<Reach> out{{"configuration " + settings.file, true, "no faults", ""}};
    out.push_back(reach_state(settings));
    for (const config::SourceSettings& one : settings.sources) {
        config::Settings alone = settings;
        alone.sources = {one};
        auto made = make_sources(alone, nullptr);
        out.push_back(made ? reach_source(made->front())
                           : from("source " + one.name, made.error()));
    }
    for (Reach& one : reach_dingtalk(settings)) {
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace rosterd::service
