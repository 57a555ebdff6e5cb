// What others wrote into the SCIM server: users and groups of each source, as they are now.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::state
{

struct ScimResource {
    std::string type; // "User" or "Group"
    std::string id;   // unique within a source
    std::string display;
    model::Json doc = model::Json::object(); // without id and meta
    model::Instant created{};
    model::Instant modified{};
    std::int64_t version = 0;  // of the content; the store's to give
    std::int64_t sequence = 0; // of the last change that the next read looks at; likewise
};

// What a resource was before it was deleted, or identified otherwise.
struct FormerScimResource {
    std::int64_t sequence = 0;
    std::string type, id;
    model::Json doc;
};

struct ScimName {
    std::string id, display;
};

class ScimStore
{
public:
    using Visitor = std::function<void(const ScimResource&)>;
    virtual ~ScimStore() = default;

    // Adds it, or replaces the one with its id; found by these keys from now on. Durable (fsync) on
    // return. Answers its version, which is also its sequence.
    virtual std::int64_t put(const std::string& source, const ScimResource& resource,
                             std::span<const std::string> keys) = 0;
    // False: there was none.
    virtual bool remove(const std::string& source, const std::string& id) = 0;
    // The next read is to look at these, too; unknown ids are left out. Their version stays.
    virtual void touch(const std::string& source, std::span<const std::string> ids) = 0;
    // Keeps what a resource was for the next read.
    virtual void keep_former(const std::string& source, const ScimResource& was) = 0;

    virtual std::optional<ScimResource> get(const std::string& source, const std::string& type,
                                            const std::string& id) = 0;
    // In the order in which they were created, as all lists here.
    virtual std::vector<ScimResource> find(const std::string& source, const std::string& type,
                                           const std::string& key) = 0;
    // The same without reading what they hold.
    virtual std::vector<ScimName> names(const std::string& source, const std::string& type,
                                        const std::string& key) = 0;
    virtual std::vector<ScimResource> page(const std::string& source, const std::string& type,
                                           std::int64_t skip, std::int64_t most) = 0;
    virtual std::int64_t count(const std::string& source, const std::string& type) = 0;

    // 0 before the first change.
    virtual std::int64_t newest(const std::string& source) = 0;
    // Those whose sequence is above `after`, by sequence; one at a time in memory.
    virtual void each_since(const std::string& source, const std::string& type, std::int64_t after,
                            const Visitor& visit) = 0;
    virtual std::vector<FormerScimResource> former_since(const std::string& source,
                                                         std::int64_t after) = 0;
    virtual void drop_former(const std::string& source, std::int64_t up_to) = 0;
};

} // namespace rosterd::state
