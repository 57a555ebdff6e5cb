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

// One question to DingTalk, and its answer.
template <typename T>
tl::expected<T, dingtalk::ApiError> asked(net::RealLoop& loop,
                                          const std::function<void(dingtalk::Answer<T>)>& ask)
{
    std::optional<tl::expected<T, dingtalk::ApiError>> answer;
    ask([&](tl::expected<T, dingtalk::ApiError> told) {
        answer = std::move(told);
        loop.stop();
    });
    loop.run();
    return std::move(answer.value());
}

Reach from(const std::string& what, const dingtalk::ApiError& error, const std::string& language)
{
    const auto words = model::language_of(language);
    return {what, false,
            error.code + ": " + dingtalk::told(error.code, error.message, error.request_id, words),
            dingtalk::explain(error.code, words).advice};
}

Reach reach_scope(const config::Settings& settings, net::RealLoop& loop,
                  dingtalk::Directory& directory)
{
    const std::string what = "DingTalk " + settings.dingtalk.oapi_url;
    using Departments = std::vector<model::DeptId>;
    const auto visible = asked<Departments>(
        loop, [&](auto done) { directory.visible_departments(std::move(done)); });
    if (!visible) {
        return from(what, visible.error(), settings.language);
    }
    if (visible->empty()) {
        return {what, false, "the application sees no department",
                "give it the whole company, or the managed departments, as its visible range"};
    }
    return {what, true, seen_of(*visible), ""};
}

// Nothing of this version acts in the operator's name, so a wrong one is told, and fails nothing.
Reach reach_operator(const config::Settings& settings, net::RealLoop& loop,
                     dingtalk::Directory& directory)
{
    const std::string& userid = settings.dingtalk.operator_userid;
    const std::string what = "dingtalk.operator_userid " + userid;
    const std::string hint = "write the userid of an administrator, or leave the line out";
    using User = std::optional<model::ObservedUser>;
    const auto user =
        asked<User>(loop, [&](auto done) { directory.get_user(userid, std::move(done)); });
    if (!user) {
        Reach unknown = from(what, user.error(), settings.language);
        unknown.ok = true;
        return unknown;
    }
    if (!user->has_value()) {
        return {what, true, "there is no such account; this version needs none", hint};
    }
    if (!(*user)->admin && !(*user)->boss) {
        return {what, true, "is no administrator; this version needs none", hint};
    }
    return {what, true, "is an administrator", ""};
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
    const auto loop = net::make_loop();
    const DingTalkSide side = make_dingtalk(settings, *loop);
    out.push_back(reach_scope(settings, *loop, *side.directory));
    if (out.back().ok && !settings.dingtalk.operator_userid.empty()) {
        out.push_back(reach_operator(settings, *loop, *side.directory));
    }
    return out;
}

} // namespace rosterd::service
