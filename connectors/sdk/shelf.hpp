// What others wrote into the daemon's SCIM server for a source, as its connector sees it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"

namespace rosterd::sdk
{

class Shelf
{
public:
    // A list in a user's document: attributes that the writer had stated and took back ("title",
    // "emails", "department", "manager").
    static constexpr const char* kCleared = "cleared";

    struct Resource {
        std::string id;
        model::Json doc; // canonical attribute names, without id and meta
    };
    struct Former {
        std::string type; // "User" or "Group"
        Resource was;     // before it was deleted, or identified otherwise
    };
    virtual ~Shelf() = default;

    // Everything that `read` asks for is of one moment.
    virtual void at_one_moment(const std::function<void()>& read) = 0;
    // Grows with every change; 0 before the first.
    virtual std::int64_t newest() = 0;
    // Users that changed after that moment, or whom a change of others concerns (a group, a
    // manager); one at a time in memory. The visitor may ask for anything but this.
    virtual void users_since(std::int64_t after,
                             const std::function<void(const Resource&)>& visit) = 0;
    virtual std::vector<Former> former_since(std::int64_t after) = 0;
    virtual std::optional<Resource> user(const std::string& id) = 0;
    // By userName, externalId or employeeNumber, whatever the letters' case.
    virtual std::vector<Resource> users_by(const std::string& attribute,
                                           const std::string& value) = 0;
    // Names of the groups that the user is in, oldest first.
    virtual std::vector<std::string> groups_of(const std::string& user_id) = 0;
    // A read up to there is durable: what was before is needed no more.
    virtual void settle(std::int64_t up_to) = 0;
};

} // namespace rosterd::sdk
