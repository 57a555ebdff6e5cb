#include "connectors/scim/scim_connector.hpp"

#include <charconv>
#include <exception>

#include "connectors/scim/reading.hpp"
#include "connectors/sdk/options.hpp"
#include "connectors/sdk/shelf.hpp"

namespace rosterd::scim_source
{

namespace
{

using model::ErrorKind;
using sdk::Shelf;

constexpr std::string_view kCursor = "scim:";
// Of a cursor of another connector nothing is known: everything is read.
std::int64_t change_in(const std::string& cursor)
{
    std::int64_t number = 0;
    if (cursor.starts_with(kCursor)) {
        std::from_chars(cursor.data() + kCursor.size(), cursor.data() + cursor.size(), number);
    }
    return number;
}

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
        const bool complete =
            full && options_.completeness == sdk::Completeness::complete && reading.records() > 0;
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
