// One read of what was written by SCIM.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/scim/user_record.hpp"
#include "connectors/sdk/connector.hpp"
#include "connectors/sdk/shelf.hpp"

namespace rosterd::scim_source
{

struct Options {
    std::string source;
    std::string employee_id; // the attribute
    std::string departments; // department, groups or none
    sdk::Completeness completeness = sdk::Completeness::changes;
    std::function<bool()> cancelled;
    std::function<bool(const std::string&)> is_wanted;
};

class Reading
{
public:
    Reading(const Options& options, sdk::Shelf& shelf, sdk::RecordSink& sink)
        : options_{options}, shelf_{shelf}, sink_{sink}
    {
    }

    void users_since(std::int64_t after);
    // Who is not there any more under the id they had: deleted, or given another.
    void former_since(std::int64_t after);
    // One finding for all users without an employee id.
    void tell_of_the_nameless();

    bool cancelled() const { return cancelled_; }
    std::string notes() const; // "12 users, 1 gone"
    std::uint32_t records() const { return records_; }

private:
    using Names = std::vector<std::string>;

    void deliver(const sdk::Shelf::Resource& user);
    std::optional<Names> departments_of(const sdk::Shelf::Resource& user);
    std::optional<std::string> manager_of(const model::Json& user);
    std::optional<std::string> looked_up(const std::string& said);
    bool is_somebody(const std::string& employee_id);

    const Options& options_;
    sdk::Shelf& shelf_;
    sdk::RecordSink& sink_;
    std::unordered_map<std::string, std::optional<std::string>> managers_; // as they are stated
    std::uint32_t records_ = 0;
    std::size_t gone_ = 0;
    std::size_t nameless_ = 0;
    std::string nameless_at_; // the first of them
    bool cancelled_ = false;
};

} // namespace rosterd::scim_source
