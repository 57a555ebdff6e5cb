#include "daemon/scim/document.hpp"

#include <algorithm>

#include "connectors/sdk/shelf.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

using model::Json;
using state::ScimResource;

namespace
{

constexpr const char* kCleared = sdk::Shelf::kCleared;

const Json& enterprise_of(const Json& doc)
{
    static const Json none = Json::object();
    const auto found = doc.find(std::string{kEnterprise});
    return found != doc.end() ? *found : none;
}

} // namespace

std::string text_in(const Json& object, const std::string& name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string display_of(const Json& doc)
{
    const std::string name = text_in(doc, "displayName");
    return name.empty() ? text_in(doc, "userName") : name;
}

Json without_notes(Json doc)
{
    doc.erase(kCleared);
    return doc;
}

void note_cleared(const Json& before, Json& after)
{
    Json cleared = Json::array();
    const Json known = before.value(kCleared, Json::array());
    const auto look = [&](const char* name, const Json& was, const Json& is) {
        const bool stated =
            was.contains(name) || std::ranges::find(known, Json(name)) != known.end();
        if (stated && !is.contains(name)) {
            cleared.push_back(name);
        }
    };
    for (const char* name : {"title", "emails"}) {
        look(name, before, after);
    }
    for (const char* name : {"department", "manager"}) {
        look(name, enterprise_of(before), enterprise_of(after));
    }
    if (!cleared.empty()) {
        after[kCleared] = std::move(cleared);
    }
}

std::array<std::string, 3> identities(const Json& doc)
{
    return {text_in(doc, "userName"), text_in(doc, "externalId"),
            text_in(enterprise_of(doc), "employeeNumber")};
}

std::set<std::string> members_of(const ScimResource* group)
{
    std::set<std::string> out;
    if (group != nullptr && group->doc.contains("members")) {
        for (const Json& one : group->doc["members"]) {
            out.insert(text_in(one, "value"));
        }
    }
    return out;
}

} // namespace rosterd::scim
