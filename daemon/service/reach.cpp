#include "daemon/service/reach.hpp"

#include <algorithm>

#include "core/dingtalk/explain.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/collector.hpp"

namespace rosterd::service
{

namespace
{

Reach from(const std::string& what, const model::Error& error)
{
    return {what, false, error.message, error.hint};
}

Reach reach_source(cycle::Source& source)
{
    cycle::Collector collector{{}};
    const std::string what = "source " + source.name;
    const auto read = source.connector->read({true, ""}, collector);
    if (!read) {
        return from(what, read.error());
    }
    if (read->completeness == sdk::Completeness::nothing) {
        return {what, true, "nothing new to read", ""};
    }
    return {what, true,
            std::to_string(collector.count()) + " records" +
                (read->notes.empty() ? "" : "; " + read->notes),
            ""};
}

std::string seen_of(const std::vector<model::DeptId>& visible)
{
    if (std::find(visible.begin(), visible.end(), model::kCompanyRoot) != visible.end()) {
        return "the application sees the whole company";
    }
    return "the application sees " + std::to_string(visible.size()) + " departments";
}

Reach reach_dingtalk(const config::Settings& settings)
{
    const auto loop = net::make_loop();
    const DingTalkSide side = make_dingtalk(settings, *loop);
    using Answer = tl::expected<std::vector<model::DeptId>, dingtalk::ApiError>;
    std::optional<Answer> answer;
    side.directory->visible_departments([&](Answer visible) {
        answer = std::move(visible);
        loop->stop();
    });
    loop->run();
    const std::string what = "DingTalk " + settings.dingtalk.oapi_url;
    if (!answer->has_value()) {
        const dingtalk::ApiError& error = answer->error();
        const auto language = model::language_of(settings.language);
        return {what, false,
                error.code + ": " +
                    dingtalk::told(error.code, error.message, error.request_id, language),
                dingtalk::explain(error.code, language).advice};
    }
    if ((*answer)->empty()) {
        return {what, false, "the application sees no department",
                "give it the whole company, or the managed departments, as its visible range"};
    }
    return {what, true, seen_of(**answer), ""};
}

Reach reach_state(const config::Settings& settings)
{
    const std::string what = "state " + settings.state_path;
    const auto store =
        state::open_store({settings.state_path, state::Access::read, "rosterd check"});
    if (store) {
        return {what, true, "version " + std::to_string((*store)->schema_version()), ""};
    }
    if (store.error().kind == model::ErrorKind::not_found) {
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
    out.push_back(reach_dingtalk(settings));
    return out;
}

} // namespace rosterd::service
