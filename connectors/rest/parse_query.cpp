// Requests with what their answers mean: records, success, paging, windows.
#include "connectors/rest/parser.hpp"

namespace rosterd::rest
{

Expression Parser::expression(const Yaml& yaml, Jq& jq)
{
    if (!yaml) {
        return std::nullopt;
    }
    return jq.add(yaml, yaml_.file(), yaml_.faults());
}

std::string Parser::only_with(const Yaml& yaml)
{
    const Yaml& setting = yaml["only_with"];
    const std::string name = yaml_.text(setting);
    if (setting && !base_.contains("settings." + name)) {
        yaml_.fault(setting.place, "there is no setting '" + name + "'",
                    "the name of one of 'settings'");
    }
    return name;
}

void Parser::success(const Yaml& yaml, AnswerSpec& out)
{
    if (!yaml ||
        !yaml_.keys(yaml, "'success'", {"when", "has", "message", "throttled", "unauthorised"})) {
        return;
    }
    out.when = expression(yaml["when"], out.jq);
    out.has = expression(yaml["has"], out.jq);
    out.message = expression(yaml["message"], out.jq);
    out.throttled = expression(yaml["throttled"], out.jq);
    out.unauthorised = expression(yaml["unauthorised"], out.jq);
}

void Parser::paging(const Yaml& yaml, QuerySpec& out, Names& names)
{
    if (!yaml || !yaml_.keys(yaml, "'paging'",
                             {"by", "first", "size", "total", "pages", "more", "cursor", "within",
                              "next", "until"})) {
        return;
    }
    using By = PagingSpec::By;
    static const std::map<std::string, By> kinds{
        {"page", By::page},     {"offset", By::offset},       {"cursor", By::cursor},
        {"scroll", By::scroll}, {"next_link", By::next_link}, {"link_header", By::link_header}};
    yaml_.needs(yaml, "'paging'", "by",
                "by: page, offset, cursor, scroll, next_link or link_header");
    const std::string by = yaml_.choice(
        yaml["by"], {"page", "offset", "cursor", "scroll", "next_link", "link_header"});
    PagingSpec& paging = out.paging;
    paging.by = kinds.at(by);
    paging.first = yaml_.integer(yaml["first"], paging.by == By::page ? 1 : 0);
    paging.size = yaml_.text_template(yaml["size"], names);
    paging.within = yaml_.duration(yaml["within"], model::Duration{0});
    paging.until_empty = yaml_.choice(yaml["until"], {"short", "empty"}) == "empty" ||
                         paging.size.empty() || (paging.by == By::scroll && !yaml["until"]);
    out.answer.total = expression(yaml["total"], out.answer.jq);
    out.answer.pages = expression(yaml["pages"], out.answer.jq);
    out.answer.more = expression(yaml["more"], out.answer.jq);
    out.answer.cursor = expression(yaml["cursor"], out.answer.jq);
    out.answer.next = expression(yaml["next"], out.answer.jq);
    if ((paging.by == By::cursor || paging.by == By::scroll) && !out.answer.cursor) {
        yaml_.needs(yaml, "paging by " + by, "cursor", "cursor: .next_cursor");
    }
    if (paging.by == By::next_link && !out.answer.next) {
        yaml_.needs(yaml, "paging by next_link", "next", "next: .links.next");
    }
    if (yaml["size"]) {
        names.insert("size");
    }
    if (paging.by == By::page || paging.by == By::offset) {
        names.insert(by);
    } else if (paging.by == By::cursor || paging.by == By::scroll) {
        names.insert("cursor");
    }
}

void Parser::windows(const Yaml& yaml, QuerySpec& out, Names& names)
{
    if (!yaml || !yaml_.keys(yaml, "'windows'", {"span", "since", "overlap"})) {
        return;
    }
    yaml_.needs(yaml, "'windows'", "span", "span: 90d");
    yaml_.needs(yaml, "'windows'", "since", "since: 2015-01-01");
    WindowSpec spec{yaml_.duration(yaml["span"], std::chrono::hours{24}),
                    yaml_.duration(yaml["overlap"], model::Duration{0}),
                    yaml_.text_template(yaml["since"], base_)};
    if (spec.since.is_literal() && yaml["since"] && !time_in(yaml["since"].text, "UTC")) {
        yaml_.fault(yaml["since"].place, "'" + yaml["since"].text + "' is no date", "2015-01-01");
    }
    if (spec.span <= spec.overlap) {
        yaml_.fault(yaml.place, "'span' must be longer than 'overlap'", "span: 90d");
        return;
    }
    out.windows = std::move(spec);
    names.insert("window.from");
    names.insert("window.to");
}

QuerySpec Parser::query_spec(const Yaml& yaml, const std::string& what, Names names,
                             std::string_view select)
{
    QuerySpec out;
    const auto inherited = [&](std::string_view key) -> const Yaml& {
        return yaml[key] ? yaml[key] : root_[key];
    };
    out.answer.xml = yaml_.choice(inherited("answers"), {"json", "xml"}) == "xml";
    out.answer.lists = yaml_.texts(inherited("lists"));
    success(laid_over(root_["success"], yaml["success"]), out.answer);
    paging(yaml["paging"], out, names);
    windows(yaml["windows"], out, names);
    if (answer_watermark_ != nullptr) {
        out.answer.watermark = expression(*answer_watermark_, out.answer.jq);
    }
    out.answer.jq.compile(yaml_.file(), yaml_.faults());
    if (yaml_.needs(yaml, what, "request", "request: {path: /employees}")) {
        out.request = request(yaml["request"], what, names);
    }
    if (yaml_.needs(yaml, what, select, std::string{select} + ": .items[]")) {
        out.records.add(yaml[select], yaml_.file(), yaml_.faults());
        out.records.compile(yaml_.file(), yaml_.faults());
    }
    return out;
}

} // namespace rosterd::rest
