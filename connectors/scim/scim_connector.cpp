#include "connectors/scim/scim_connector.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <unordered_map>

#include "connectors/scim/user_record.hpp"
#include "connectors/sdk/options.hpp"
#include "connectors/sdk/shelf.hpp"

namespace rosterd::scim_source
{

namespace
{

using model::ErrorKind;
using sdk::Shelf;

constexpr std::string_view kCursor = "scim:";
constexpr std::size_t kManagersRemembered = 100'000;

// Of a cursor of another connector nothing is known: everything is read.
std::int64_t change_in(const std::string& cursor)
{
    std::int64_t number = 0;
    if (cursor.starts_with(kCursor)) {
        std::from_chars(cursor.data() + kCursor.size(), cursor.data() + cursor.size(), number);
    }
    return number;
}

struct Options {
    std::string source;
    std::string employee_id; // the attribute
    std::string departments; // department, groups or none
    sdk::Completeness completeness = sdk::Completeness::changes;
    std::function<bool()> cancelled;
    std::function<bool(const std::string&)> is_wanted;
};

// One read.
class Reading
{
public:
    Reading(const Options& options, Shelf& shelf, sdk::RecordSink& sink)
        : options_{options}, shelf_{shelf}, sink_{sink}
    {
    }

    void users_since(std::int64_t after)
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

    // Who is not there any more under the id they had: deleted, or given another.
    void former_since(std::int64_t after)
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

    void tell_of_the_nameless()
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

    bool cancelled() const { return cancelled_; }
    std::string notes() const
    {
        return std::to_string(records_) + " users, " + std::to_string(gone_) + " gone";
    }
    std::uint32_t records() const { return records_; }

private:
    void deliver(const Shelf::Resource& user)
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

    using Names = std::vector<std::string>;
    std::optional<Names> departments_of(const Shelf::Resource& user)
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

    static std::string department_in(const model::Json& user)
    {
        const auto extension = user.find(kEnterprise);
        return extension == user.end() ? std::string{}
                                       : extension->value("department", std::string{});
    }

    // The standard wants the manager's id. Not every client knows it: an externalId, a userName or
    // the employee id itself are understood, too.
    std::optional<std::string> manager_of(const model::Json& user)
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

    std::optional<std::string> looked_up(const std::string& said)
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

    bool is_somebody(const std::string& employee_id)
    {
        return std::ranges::any_of(
            shelf_.users_by(options_.employee_id, employee_id), [&](const Shelf::Resource& one) {
                return identity_of(one.doc, options_.employee_id) == employee_id;
            });
    }

    const Options& options_;
    Shelf& shelf_;
    sdk::RecordSink& sink_;
    std::unordered_map<std::string, std::optional<std::string>> managers_;
    std::uint32_t records_ = 0;
    std::size_t gone_ = 0;
    std::size_t nameless_ = 0;
    std::string nameless_at_;
    bool cancelled_ = false;
};

class ScimConnector final : public sdk::Connector
{
public:
    ScimConnector(Options options, std::shared_ptr<Shelf> shelf)
        : options_{std::move(options)}, shelf_{std::move(shelf)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    try {
        model::Result<sdk::ReadResult> result;
        shelf_->at_one_moment([&] { result = read_now(request, sink); });
        return result;
    } catch (const std::exception& error) {
        return model::fail(ErrorKind::transient,
                           std::string{"what was written by SCIM can't be read: "} + error.what(),
                           "look at the disk and the state file; the next run tries again");
    }

    void settled(const sdk::Settlement& settlement) override
    {
        if (const std::int64_t up_to = change_in(settlement.cursor); up_to > 0) {
            shelf_->settle(up_to);
        }
    }

private:
    model::Result<sdk::ReadResult> read_now(const sdk::ReadRequest& request, sdk::RecordSink& sink)
    {
        const std::int64_t newest = shelf_->newest();
        const std::int64_t after = change_in(request.cursor);
        const sdk::ReadResult nothing{sdk::Completeness::nothing, request.cursor, false,
                                      "nothing was written"};
        if (newest == 0 || (!request.full && newest == after)) {
            return nothing;
        }
        const bool full = request.full || after == 0 || after > newest; // a restored state, say
        Reading reading{options_, *shelf_, sink};
        reading.users_since(full ? 0 : after);
        reading.former_since(full ? 0 : after);
        reading.tell_of_the_nameless();
        if (reading.cancelled()) {
            return model::fail(ErrorKind::cancelled, "the read was stopped", "");
        }
        // That nobody is left is said by deleting everybody, one by one, and never by absence.
        const bool complete = full && options_.completeness == sdk::Completeness::complete &&
                              reading.records() > 0;
        return sdk::ReadResult{complete ? sdk::Completeness::complete : sdk::Completeness::changes,
                               std::string{kCursor} + std::to_string(newest), false,
                               reading.notes()};
    }

    Options options_;
    std::shared_ptr<Shelf> shelf_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    const auto completeness = sdk::completeness_option(context, sdk::Completeness::changes);
    if (!completeness) {
        return tl::unexpected(completeness.error());
    }
    if (!context.shelf) {
        return model::fail(ErrorKind::invalid, "there is nowhere to keep what is written by SCIM",
                           "it needs the daemon: rosterd run");
    }
    Options options{context.source,
                    sdk::text_option(context, "employee_id", "employeeNumber"),
                    sdk::text_option(context, "departments", "department"),
                    *completeness,
                    context.cancelled,
                    context.is_known_heading};
    return std::make_unique<ScimConnector>(std::move(options), context.shelf);
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"scim",
            "an identity provider or HR suite that writes to /scim/v2/NAME by SCIM 2.0",
            {{"token", "secret", true, "the bearer token that the writer shows", {}},
             {"employee_id",
              "string",
              false,
              "the attribute that holds the employee id",
              {"employeeNumber", "externalId", "userName"}},
             {"departments",
              "string",
              false,
              "where departments come from",
              {"department", "groups", "none"}},
             {"completeness",
              "string",
              false,
              "whether whoever is not kept in a full read has left, too",
              {"complete", "changes"}},
             {"url",
              "string",
              false,
              "where /scim/v2/NAME is reached from outside; as the request says, if not given",
              {}}},
            make};
}

} // namespace rosterd::scim_source
