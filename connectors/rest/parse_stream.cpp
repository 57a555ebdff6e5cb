#include <algorithm>

#include "connectors/rest/parser.hpp"

namespace rosterd::rest
{

void Parser::fields(const Yaml& yaml, StreamSpec& out)
{
    if (!yaml.is_map() || yaml.entries.empty()) {
        yaml_.fault(yaml.place, "'fields' must be a map", "employee_id: .id");
        return;
    }
    for (const Yaml::Entry& entry : yaml.entries) {
        out.fields.emplace_back(entry.key,
                                out.record.add(entry.value, yaml_.file(), yaml_.faults()));
    }
}

ChildSpec Parser::child(const Yaml::Entry& entry)
{
    const Yaml& yaml = entry.value;
    const std::string what = "the child '" + entry.key + "'";
    ChildSpec out;
    out.name = entry.key;
    if (!yaml_.keys(yaml, what,
                    {"request", "records", "record", "paging", "success", "answers", "lists",
                     "missing", "batch", "parent", "when"})) {
        return out;
    }
    Names names = request_;
    names.insert({"id", "record.*"});
    out.batch = static_cast<std::size_t>(yaml_.integer(yaml["batch"], 0, 1));
    if (out.batch > 0) {
        names.erase("record.*");
        names.insert("ids");
        yaml_.needs(yaml, what + " in batches", "parent", "parent: .employeeId");
    }
    out.single = static_cast<bool>(yaml["record"]);
    out.missing = yaml_.statuses(yaml["missing"], {});
    out.query = query_spec(yaml, what, names, out.single ? "record" : "records");
    out.has_when = expression(yaml["when"], out.when).has_value();
    expression(yaml["parent"], out.parent);
    out.when.compile(yaml_.file(), yaml_.faults());
    out.parent.compile(yaml_.file(), yaml_.faults());
    return out;
}

void Parser::children(const Yaml& yaml, StreamSpec& out)
{
    if (yaml && !yaml.is_map()) {
        yaml_.fault(yaml.place, "'children' must be a map", "job: {request: ..., record: ...}");
    }
    for (const Yaml::Entry& entry : yaml.entries) {
        if (out.query.paging.within > model::Duration{0}) {
            yaml_.fault(entry.place, "a scroll that ends has no time for children",
                        "'fetch' after 'ids', or paging of another kind");
        }
        out.children.push_back(child(entry));
    }
}

void Parser::watermark(const Yaml& yaml, StreamSpec& stream, IncrementalSpec& out)
{
    using Watermark = IncrementalSpec::Watermark;
    if (!yaml || yaml.kind == Yaml::Kind::scalar) {
        yaml_.choice(yaml, {"started"});
        return;
    }
    if (!yaml_.keys(yaml, "'watermark'", {"records", "answer", "token"}) ||
        yaml.entries.size() != 1) {
        yaml_.fault(yaml.place, "a watermark comes from one place", "{records: .modified}");
        return;
    }
    const Yaml::Entry& from = yaml.entries.front();
    if (from.key == "records") {
        out.watermark = Watermark::records;
        stream.watermark = expression(from.value, stream.record);
    } else {
        out.watermark = from.key == "answer" ? Watermark::answer : Watermark::token;
    }
}

QuerySpec Parser::laid_query(const Yaml& over, const Yaml& stream, const std::string& what,
                             const Names& more)
{
    static const std::initializer_list<std::string_view> parts{
        "request", "records", "paging", "windows", "success", "answers", "lists", "gone"};
    Yaml base = stream;
    std::erase_if(base.entries, [&](const Yaml::Entry& one) {
        return std::find(parts.begin(), parts.end(), one.key) == parts.end();
    });
    Names names = request_;
    names.insert(more.begin(), more.end());
    const Yaml whole = laid_over(base, over);
    QuerySpec out = query_spec(whole, what, names, "records");
    out.ids = expression(whole["ids"], out.naming);
    out.gone = expression(whole["gone"], out.naming);
    out.naming.compile(yaml_.file(), yaml_.faults());
    return out;
}

// Of a full read.
void Parser::queries(const Yaml& list, const Yaml& stream_yaml, StreamSpec& out)
{
    if (list && list.items.empty()) {
        yaml_.fault(list.place, "'queries' must be a list", "- {request: ...}");
    }
    const std::string what = "a query of '" + out.name + "'";
    for (const Yaml& query : list.items) {
        if (yaml_.keys(query, what,
                       {"request", "records", "paging", "windows", "success", "answers", "lists",
                        "gone"})) {
            out.queries.push_back(laid_query(query, stream_yaml, what, {"watermark"}));
        }
    }
}

IncrementalSpec Parser::incremental(const Yaml& yaml, const Yaml& stream_yaml, StreamSpec& out)
{
    IncrementalSpec spec;
    if (!yaml_.keys(yaml, "'incremental'",
                    {"watermark", "overlap", "expires", "queries", "fetch"})) {
        return spec;
    }
    watermark(yaml["watermark"], out, spec);
    spec.overlap = yaml_.duration(yaml["overlap"], model::Duration{0});
    if (yaml["expires"]) {
        spec.expires = yaml_.duration(yaml["expires"], model::Duration{0});
    }
    bool names_ids = false;
    Yaml own;
    own.kind = Yaml::Kind::map;
    own.place = yaml.place;
    const std::vector<Yaml> queries =
        yaml["queries"] ? yaml["queries"].items : std::vector<Yaml>{own};
    if (queries.empty()) {
        yaml_.fault(yaml["queries"].place, "'queries' must be a list", "- {request: ...}");
    }
    for (const Yaml& query : queries) {
        if (yaml_.keys(query, "a query of changes",
                       {"request", "records", "paging", "windows", "success", "answers", "lists",
                        "gone", "ids"})) {
            names_ids = names_ids || query["ids"];
            spec.queries.push_back(
                laid_query(query, stream_yaml, "a query of changes", {"watermark"}));
        }
    }
    answer_watermark_ = nullptr; // who is fetched says nothing of where the list ended
    const Yaml& fetch = yaml["fetch"];
    if (names_ids &&
        yaml_.needs(yaml, "'incremental' with 'ids'", "fetch", "fetch: {request: ...}") &&
        yaml_.keys(fetch, "'fetch'",
                   {"request", "records", "paging", "windows", "success", "answers", "lists",
                    "gone", "batch", "missing"})) {
        spec.batch = static_cast<std::size_t>(yaml_.integer(fetch["batch"], 1, 1));
        spec.missing = yaml_.statuses(fetch["missing"], {});
        spec.fetch = laid_query(fetch, stream_yaml, "'fetch'", {"id", "ids", "watermark"});
    }
    return spec;
}

StreamSpec Parser::stream(const std::string& name, const Yaml& yaml)
{
    const std::string what = "the stream '" + name + "'";
    StreamSpec out;
    out.name = name;
    out.kind = name == "people" ? model::RecordKind::person : model::RecordKind::department;
    if (!yaml_.keys(yaml, what,
                    {"request", "queries", "records", "paging", "windows", "children", "id",
                     "repeats", "fields", "keep", "gone", "where", "may_be_empty", "completeness",
                     "incremental", "success", "answers", "lists", "only_with"})) {
        return out;
    }
    // The full read may have {{watermark}} in it, too: it is then left out.
    Names names = request_;
    names.insert("watermark");
    const Yaml& marked = yaml["incremental"]["watermark"];
    const Yaml& of_answers = marked["answer"] ? marked["answer"] : marked["token"];
    answer_watermark_ = of_answers ? &of_answers : nullptr;
    out.query = query_spec(yaml, what, names, "records");
    queries(yaml["queries"], yaml, out);
    if (yaml_.needs(yaml, what, "id", "id: .id")) {
        out.id = out.record.add(yaml["id"], yaml_.file(), yaml_.faults());
        if (yaml["children"]) {
            expression(yaml["id"], out.identity);
            out.identity.compile(yaml_.file(), yaml_.faults());
        }
    }
    out.keep = expression(yaml["keep"], out.record);
    out.gone = expression(yaml["gone"], out.record);
    if (yaml_.needs(yaml, what, "fields", "fields: {employee_id: .id, name: .name}")) {
        fields(yaml["fields"], out);
    }
    if (yaml["incremental"]) {
        out.incremental = incremental(yaml["incremental"], yaml, out);
    }
    answer_watermark_ = nullptr;
    out.record.compile(yaml_.file(), yaml_.faults());
    children(yaml["children"], out);
    out.first_counts = yaml_.choice(yaml["repeats"], {"error", "first"}) == "first";
    out.only_with = only_with(yaml);
    Names where = base_;
    where.insert("id");
    out.where = yaml_.text_template(yaml["where"], where);
    out.may_be_empty = yaml_.flag(yaml["may_be_empty"], name != "people");
    out.complete = yaml_.choice(yaml["completeness"], {"complete", "changes"}) == "complete";
    return out;
}

} // namespace rosterd::rest
