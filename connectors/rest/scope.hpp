// The values that templates may name: settings, the place in the paging, the record at hand, ...
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "connectors/rest/times.hpp"
#include "core/model/json.hpp"

namespace rosterd::rest
{

struct Value {
    model::Json json;                   // discarded() is never in here
    std::optional<model::Instant> time; // instead of json
};

// A few names over an outer scope, which must outlive it.
class Scope
{
public:
    explicit Scope(const Scope* outer = nullptr) : outer_{outer} {}

    void set(const std::string& name, model::Json json);
    void set_time(const std::string& name, model::Instant time);
    void forget(const std::string& name) { values_.erase(name); }
    // "settings.company" is the key `company` of the value `settings`. nullopt: not there now, or
    // null.
    std::optional<Value> find(const std::string& name) const;

private:
    const Value* named(const std::string& name) const;

    const Scope* outer_;
    std::map<std::string, Value> values_;
};

// The names a template may use at some place of a definition; "record.*" stands for all below.
using Names = std::set<std::string, std::less<>>;
bool is_named(const Names& names, std::string_view name);

} // namespace rosterd::rest
