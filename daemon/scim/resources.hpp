// Users and groups of one source: created, changed and removed in the store.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/scim/fault.hpp"
#include "core/scim/schema.hpp"
#include "core/state/store.hpp"

namespace rosterd::scim
{

// The resources of one source. Each change is durable on return, with everything that follows from
// it: users whom it concerns are read again. Throws state::StoreBusy, having done nothing.
class Resources
{
public:
    Resources(state::Store& store, std::string source, model::Instant now)
        : store_{store}, source_{std::move(source)}, now_{now}
    {
    }

    // A new one, with `id` or one of its own. Faults: of accepted(), uniqueness.
    Answer<state::ScimResource> create(const ResourceType& type, const model::Json& body,
                                       const std::string& id = {});
    // Faults: 404, 412 where `if_match` (an If-Match header, or empty) names another version.
    Answer<state::ScimResource> replace(const ResourceType& type, const std::string& id,
                                        const model::Json& body, const std::string& if_match);
    Answer<state::ScimResource> patch(const ResourceType& type, const std::string& id,
                                      const model::Json& message, const std::string& if_match);
    Answer<void> remove(const ResourceType& type, const std::string& id,
                        const std::string& if_match);
    Answer<state::ScimResource> get(const ResourceType& type, const std::string& id);
    // The user that a fact is about, by externalId or else by userName; what the fact does not say
    // stays. Nobody yet: a new one.
    Answer<state::ScimResource> state_fact(const model::Json& fact);

    state::ScimStore& store() { return store_.scim(); }
    const std::string& source() const { return source_; }

private:
    Answer<state::ScimResource> change(const ResourceType& type, const std::string& id,
                                       const std::string& if_match,
                                       const std::function<Answer<model::Json>(model::Json)>& how);
    Answer<void> check_unique(const ResourceType& type, const model::Json& doc,
                              const std::string& id);
    void write(const ResourceType& type, state::ScimResource& resource,
               const state::ScimResource* before);
    std::vector<std::string> concerned(const ResourceType& type, const state::ScimResource* before,
                                       const state::ScimResource* after);

    state::Store& store_;
    std::string source_;
    model::Instant now_;
};

// W/"17", as ETag and meta.version.
std::string version_of(const state::ScimResource& resource);
// Whether an If-Match or If-None-Match header names it. "*" names every one.
bool names_version(const std::string& header, const state::ScimResource& resource);

// A random id (UUID, version 4).
std::string new_id();

} // namespace rosterd::scim
