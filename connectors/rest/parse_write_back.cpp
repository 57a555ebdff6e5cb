// How an HRIS is told what was learned of a person.
#include "connectors/rest/parser.hpp"

namespace rosterd::rest
{

WriteBackSpec Parser::write_back(const Yaml& yaml)
{
    const std::string what = "'write_back'";
    WriteBackSpec out;
    if (!yaml_.keys(yaml, what, {"find", "request", "answers", "lists", "success"})) {
        return out;
    }
    Names names = request_;
    names.insert("employee_id");
    if (const Yaml& find = yaml["find"]) {
        const std::string who = "'find' of 'write_back'";
        if (yaml_.keys(find, who, {"request", "id", "answers", "lists", "success"})) {
            out.find = query_spec(find, who, names, "id");
            names.insert("id");
        }
    }
    names.insert("values.*");
    const auto inherited = [&](std::string_view key) -> const Yaml& {
        return yaml[key] ? yaml[key] : root_[key];
    };
    out.answer.xml = yaml_.choice(inherited("answers"), {"json", "xml"}) == "xml";
    out.answer.lists = yaml_.texts(inherited("lists"));
    out.answer.unread = true;
    success(yaml["success"], out.answer); // what reads are answered with is another thing
    out.answer.jq.compile(yaml_.file(), yaml_.faults());
    if (yaml_.needs(yaml, what, "request", "request: {method: PATCH, path: /people/{{id}}, ...}")) {
        out.request = request(yaml["request"], what, names, true);
    }
    return out;
}

} // namespace rosterd::rest
