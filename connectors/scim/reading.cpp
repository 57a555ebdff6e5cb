#include "connectors/scim/reading.hpp"

#include <algorithm>

namespace rosterd::scim_source
{

namespace
{

using sdk::Shelf;

constexpr std::size_t kManagersRemembered = 100'000;

std::string department_in(const model::Json& user)
{
    const auto extension = user.find(kEnterprise);
    return extension == user.end() ? std::string{} : extension->value("department", std::string{});
}

} // namespace

void Reading::users_since(std::int64_t after)
{
    shelf_.users_since(after, [&](const Shelf::Resource& user) {
        if (records_ % 1000 == 0 && options_.cancelled()) {
            cancelled_ = true;
        }
        if (!cancelled_) {
            deliver(user);
        }
    });
}

void Reading::former_since(std::int64_t after)
{
    for (const Shelf::Former& former : shelf_.former_since(after)) {
        const std::string id = identity_of(former.was.doc, options_.employee_id);
        if (former.type != "User" || id.empty() || is_somebody(id)) {
            continue;
        }
        sink_.tombstone(id, {options_.source, "/Users/" + former.was.id, "", 0});
        ++gone_;
    }
}

void Reading::tell_of_the_nameless()
{
    if (nameless_ == 0) {
        return;
    }
    model::Finding finding;
    finding.origin = {options_.source, nameless_at_, "", 0};
    finding.column = options_.employee_id;
    finding.field = "employee_id";
    finding.rule = "scim.no_employee_id";
    finding.severity = model::Severity::warning;
    finding.message = std::to_string(nameless_) + " users have no " + options_.employee_id +
                      ", which is where this source has its employee ids";
    finding.hint = "map the employee id to " + options_.employee_id +
                   " in the identity provider, or name another attribute: options: "
                   "{employee_id: externalId}";
    sink_.finding(std::move(finding));
}

std::string Reading::notes() const
{
    return std::to_string(records_) + " users, " + std::to_string(gone_) + " gone";
}

void Reading::deliver(const Shelf::Resource& user)
{
    const std::string id = identity_of(user.doc, options_.employee_id);
    Around around{manager_of(user.doc), departments_of(user)};
    auto record = record_of(user.doc, id, around, options_.is_wanted);
    record.origin = {options_.source, "/Users/" + user.id, "", 0};
    record.fingerprint = model::fingerprint_of(record);
    ++records_;
    if (id.empty()) {
        ++nameless_;
        nameless_at_ = nameless_at_.empty() ? record.origin.where : nameless_at_;
    }
    if (!sink_.known(record.fingerprint, records_)) {
        sink_.record(std::move(record));
    }
}

std::optional<Reading::Names> Reading::departments_of(const Shelf::Resource& user)
{
    if (options_.departments == "groups") {
        return shelf_.groups_of(user.id);
    }
    if (options_.departments == "department") {
        const std::string name = department_in(user.doc);
        if (name.empty()) {
            return is_cleared(user.doc, "department") ? std::optional<Names>{Names{}}
                                                      : std::nullopt;
        }
        return Names{name};
    }
    return std::nullopt;
}

// The standard wants the manager's id. Not every client knows it: an externalId, a userName or
// the employee id itself are understood, too.
std::optional<std::string> Reading::manager_of(const model::Json& user)
{
    const auto extension = user.find(kEnterprise);
    if (extension == user.end() || !extension->contains("manager")) {
        return is_cleared(user, "manager") ? std::optional<std::string>{""} : std::nullopt;
    }
    const std::string said = extension->at("manager").value("value", std::string{});
    if (said.empty()) {
        return said;
    }
    const auto known = managers_.find(said);
    if (known != managers_.end()) {
        return known->second;
    }
    auto found = looked_up(said);
    if (managers_.size() < kManagersRemembered) {
        managers_.emplace(said, found);
    }
    return found;
}

std::optional<std::string> Reading::looked_up(const std::string& said)
{
    std::optional<Shelf::Resource> manager = shelf_.user(said);
    for (const char* attribute : {"externalId", "userName", "employeeNumber"}) {
        if (manager) {
            break;
        }
        if (auto some = shelf_.users_by(attribute, said); some.size() == 1) {
            manager = std::move(some.front());
        }
    }
    if (!manager) {
        return std::nullopt; // told as soon as that user comes
    }
    std::string id = identity_of(manager->doc, options_.employee_id);
    return id.empty() ? std::nullopt : std::optional{std::move(id)};
}

bool Reading::is_somebody(const std::string& employee_id)
{
    return std::ranges::any_of(shelf_.users_by(options_.employee_id, employee_id),
                               [&](const Shelf::Resource& one) {
                                   return identity_of(one.doc, options_.employee_id) == employee_id;
                               });
}

} // namespace rosterd::scim_source
