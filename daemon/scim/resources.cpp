#include "daemon/scim/resources.hpp"

#include <algorithm>
#include <iterator>

#include "core/scim/index.hpp"
#include "core/scim/patch.hpp"
#include "core/scim/resource.hpp"
#include "core/scim/words.hpp"
#include "daemon/scim/document.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;
using state::ScimResource;

Answer<void> check_version(const ScimResource& present, const std::string& if_match)
{
    if (if_match.empty() || names_version(if_match, present)) {
        return {};
    }
    return refuse("", "the resource has version " + version_of(present) + " by now: read it again",
                  412);
}

tl::unexpected<Fault> not_there(const ResourceType& type, const std::string& id)
{
    return refuse("", "there is no " + type.name + " " + id, 404);
}

} // namespace

Answer<ScimResource> Resources::create(const ResourceType& type, const Json& body,
                                       const std::string& id)
{
    auto doc = accepted(body, type);
    if (!doc) {
        return tl::unexpected(doc.error());
    }
    if (auto unique = check_unique(type, *doc, ""); !unique) {
        return tl::unexpected(unique.error());
    }
    ScimResource resource;
    resource.type = type.name;
    resource.id = id.empty() ? new_id() : id;
    resource.doc = std::move(*doc);
    resource.created = now_;
    write(type, resource, nullptr);
    return resource;
}

Answer<ScimResource> Resources::replace(const ResourceType& type, const std::string& id,
                                        const Json& body, const std::string& if_match)
{
    return change(type, id, if_match, [&](const Json&) { return accepted(body, type); });
}

Answer<ScimResource> Resources::patch(const ResourceType& type, const std::string& id,
                                      const Json& message, const std::string& if_match)
{
    return change(type, id, if_match,
                  [&](Json doc) { return patched(std::move(doc), message, type); });
}

Answer<void> Resources::remove(const ResourceType& type, const std::string& id,
                               const std::string& if_match)
{
    const auto present = get(type, id);
    if (!present) {
        return tl::unexpected(present.error());
    }
    if (auto same = check_version(*present, if_match); !same) {
        return same;
    }
    store_.transaction([&] {
        const auto touched = concerned(type, &*present, nullptr);
        const auto groups = store().find(source_, group_type().name, key_of("member", present->id));
        store().remove(source_, present->id);
        store().keep_former(source_, *present);
        store().touch(source_, touched);
        for (ScimResource group : groups) { // who is gone is in no group any more
            std::erase_if(group.doc["members"].get_ref<Json::array_t&>(), [&](const Json& one) {
                return same_word(text_in(one, "value"), present->id);
            });
            if (group.doc["members"].empty()) {
                group.doc.erase("members");
            }
            group.modified = now_;
            store().put(source_, group, keys_of(group.doc, group_type()));
        }
    });
    return {};
}

Answer<ScimResource> Resources::get(const ResourceType& type, const std::string& id)
{
    auto found = store().get(source_, type.name, id);
    return found ? Answer<ScimResource>{std::move(*found)} : not_there(type, id);
}

Answer<ScimResource> Resources::state_fact(const Json& fact)
{
    Json body = fact;
    const Json* external = member(fact, "externalId");
    const Json* name = member(fact, "userName");
    std::vector<ScimResource> found;
    if (external != nullptr && external->is_string()) {
        found = store().find(source_, user_type().name,
                             key_of("externalId", external->get<std::string>()));
        std::erase_if(found, [&](const ScimResource& one) { // keys know no case, externalIds do
            return text_in(one.doc, "externalId") != external->get<std::string>();
        });
    }
    if (found.empty() && name != nullptr && name->is_string()) {
        found =
            store().find(source_, user_type().name, key_of("userName", name->get<std::string>()));
    }
    if (found.size() > 1) {
        return refuse("tooMany", "several users have the externalId of this fact", 409);
    }
    if (found.empty()) {
        if (name == nullptr && external != nullptr) {
            body["userName"] = *external; // HR knows people by their number only
        }
        return create(user_type(), body);
    }
    const Json message{{"Operations", Json::array({{{"op", "replace"}, {"value", body}}})}};
    return patch(user_type(), found.front().id, message, "");
}

Answer<ScimResource> Resources::change(const ResourceType& type, const std::string& id,
                                       const std::string& if_match,
                                       const std::function<Answer<Json>(Json)>& how)
{
    auto present = get(type, id);
    if (!present) {
        return present;
    }
    if (auto same = check_version(*present, if_match); !same) {
        return tl::unexpected(same.error());
    }
    const Json before = without_notes(present->doc);
    auto doc = how(before);
    if (!doc) {
        return tl::unexpected(doc.error());
    }
    if (*doc == before) { // nothing changes, its time and version neither
        return present;
    }
    if (auto unique = check_unique(type, *doc, id); !unique) {
        return tl::unexpected(unique.error());
    }
    ScimResource next = *present;
    next.doc = std::move(*doc);
    if (&type == &user_type()) {
        note_cleared(present->doc, next.doc);
    }
    write(type, next, &*present);
    return next;
}

Answer<void> Resources::check_unique(const ResourceType& type, const Json& doc,
                                     const std::string& id)
{
    if (&type != &user_type()) {
        return {};
    }
    const std::string name = text_in(doc, "userName");
    for (const state::ScimName& other :
         store().names(source_, type.name, key_of("userName", name))) {
        if (other.id != id) {
            return refuse("uniqueness", "another user has the userName " + name, 409);
        }
    }
    return {};
}

void Resources::write(const ResourceType& type, ScimResource& resource, const ScimResource* before)
{
    resource.display = display_of(resource.doc);
    resource.modified = now_;
    store_.transaction([&] {
        if (before != nullptr && identities(before->doc) != identities(resource.doc)) {
            store().keep_former(source_, *before);
        }
        store().touch(source_, concerned(type, before, &resource));
        resource.version = store().put(source_, resource, keys_of(resource.doc, type));
    });
}

// Users whose record is another after the change: a group's members, where its name or they
// changed; who reports to somebody that came, went or is identified otherwise.
std::vector<std::string> Resources::concerned(const ResourceType& type, const ScimResource* before,
                                              const ScimResource* after)
{
    std::set<std::string> out;
    if (&type == &group_type()) {
        const auto was = members_of(before);
        const auto is = members_of(after);
        if (before == nullptr || after == nullptr || before->display != after->display) {
            out = was;
            out.insert(is.begin(), is.end());
        } else {
            std::ranges::set_symmetric_difference(was, is, std::inserter(out, out.end()));
        }
    } else if (before == nullptr || after == nullptr ||
               identities(before->doc) != identities(after->doc)) {
        for (const ScimResource* one : {before, after}) {
            if (one == nullptr) {
                continue;
            }
            std::set<std::string> names{one->id};
            for (const std::string& name : identities(one->doc)) {
                names.insert(name);
            }
            names.erase("");
            for (const std::string& name : names) {
                for (const state::ScimName& report :
                     store().names(source_, user_type().name, key_of("manager", name))) {
                    out.insert(report.id);
                }
            }
        }
    }
    return {out.begin(), out.end()};
}

} // namespace rosterd::scim
