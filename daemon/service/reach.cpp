#include "daemon/service/reach.hpp"

#include <algorithm>

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
    return {what, true,
            std::to_string(collector.count()) + " records" +
                (read->notes.empty() ? "" : "; " + read->notes),
            ""};
}

std::string hint_of(const dingtalk::ApiError& error)
{
    if (const dingtalk::CodeFact* fact = dingtalk::find_code(error.code)) {
        return std::string{fact->meaning} + (fact->advice.empty() ? "" : "; ") +
               std::string{fact->advice};
    }
    return error.unreachable ? "check the network, the proxy and dingtalk.oapi_url" : "";
}

std::string seen_of(const std::vector<model::DeptId>& visible)
{
    if (std::find(visible.begin(), visible.end(), model::kCompanyRoot) != visible.end()) {
        return "the application sees the whole company";
    }
    return "the application sees " + std::to_string(visible.size()) + " departments";
}

Reach reach_dingtalk(Company& company)
{
    using Answer = tl::expected<std::vector<model::DeptId>, dingtalk::ApiError>;
    std::optional<Answer> answer;
    company.dingtalk.directory->visible_departments([&](Answer visible) {
        answer = std::move(visible);
        company.loop->stop();
    });
    company.loop->run();
    const std::string what = "DingTalk " + company.settings.dingtalk.oapi_url;
    if (!answer->has_value()) {
        const dingtalk::ApiError& error = answer->error();
        return {what, false, error.code + ": " + error.message, hint_of(error)};
    }
    if ((*answer)->empty()) {
        return {what, false, "the application sees no department",
                "give it the whole company, or the managed departments, as its visible range"};
    }
    return {what, true, seen_of(**answer), ""};
}

} // namespace

std::vector<Reach> check_reach(const config::Settings& settings)
{
    std::vector<Reach> out{{"configuration " + settings.file, true, "no faults", ""}};
    // Reading only: the daemon may hold the state at this moment. A first start has none yet.
    auto company = make_company(settings, state::Access::read, "rosterd check");
    if (!company && company.error().kind == model::ErrorKind::not_found) {
        out.push_back(
            {"state " + settings.state_path, true, "not made yet; the first run makes it", ""});
        company = make_company(settings, state::Access::write, "rosterd check");
    } else if (company) {
        out.push_back({"state " + settings.state_path, true,
                       "version " + std::to_string((*company)->store->schema_version()), ""});
    }
    if (!company) {
        out.push_back(from("state or sources", company.error()));
        return out;
    }
    for (cycle::Source& source : (*company)->sources) {
        out.push_back(reach_source(source));
    }
    out.push_back(reach_dingtalk(**company));
    return out;
}

} // namespace rosterd::service
