#include "connectors/sql/telling.hpp"

#include <algorithm>
#include <memory>

#include "connectors/sql/connection_text.hpp"
#include "connectors/sql/odbc.hpp"
#include "connectors/sql/statements.hpp"

namespace rosterd::sql
{

namespace
{

using model::ErrorKind;
using model::Json;

Parameter parameter_of(const std::string& name, const std::string& employee_id,
                       const std::string& field, const std::string& value)
{
    return {{}, name == "employee_id" ? employee_id : name == "field" ? field : value};
}

class Teller
{
public:
    explicit Teller(const Settings& settings) : settings_{settings} {}

    Attempt<void> connect()
    {
        auto opened = sql::connect(with_greeting_timeout(settings_.connection, settings_.limits),
                                   settings_.secrets, settings_.limits.connect);
        if (!opened) {
            return failed(opened.error(), "connecting to the database");
        }
        connection_ = std::move(*opened);
        counts_changes_ =
            connection_->database() == "MariaDB" || connection_->database() == "MySQL";
        if (const auto begun = connection_->begin_transaction(); !begun) {
            return failed(begun.error(), "beginning to write");
        }
        return {};
    }

    Attempt<void> tell(const sdk::Learned& person)
    {
        for (const auto& [field, value] : person.values) {
            if (auto done = tell(person.employee_id, field, value); !done) {
                connection_->end_transaction(false);
                return done;
            }
        }
        if (const auto done = connection_->end_transaction(true); !done) {
            return failed(done.error(), "write_back");
        }
        return {};
    }

private:
    Attempt<void> tell(const std::string& employee_id, const std::string& field,
                       const std::string& value)
    {
        const Telling* const telling = telling_of(settings_.telling, field);
        if (telling == nullptr) {
            return failed({ErrorKind::invalid, "write_back has no statement for " + field, ""});
        }
        std::vector<Parameter> parameters;
        for (const std::string& name : telling->names) {
            parameters.push_back(parameter_of(name, employee_id, field, value));
        }
        const auto rows = connection_->change(telling->sql, parameters, settings_.limits.statement);
        if (!rows) {
            return failed(rows.error(), "write_back", telling->sql);
        }
        // Those databases count a row that was so already as none.
        if (*rows == 0 && !counts_changes_) {
            return failed(
                {ErrorKind::not_found,
                 "the statement for " + field + " found nobody with employee_id " + employee_id,
                 "compare it with the roster's query: it has to find the same people"});
        }
        if (*rows > 1) {
            return failed({ErrorKind::invalid,
                           "the statement for " + field + " would change " + std::to_string(*rows) +
                               " rows for employee_id " + employee_id + "; nothing was changed",
                           "a WHERE that finds one row"});
        }
        return {};
    }

    const Settings& settings_;
    std::unique_ptr<Connection> connection_;
    bool counts_changes_ = false;
};

std::vector<sdk::OptionFault> check_write_back(const Json& write_back, const Json&,
                                               const std::string&)
{
    std::vector<sdk::OptionFault> faults;
    std::vector<Telling> all;
    for (const std::string& statement : statements_in(write_back)) {
        auto telling = telling_in(statement);
        if (telling) {
            all.push_back(std::move(*telling));
        } else {
            faults.push_back({{"statements"}, telling.error().message, telling.error().hint});
        }
    }
    for (const Json& field : faults.empty() ? write_back.value("fields", Json::array()) : Json{}) {
        const std::string name = field.get<std::string>();
        if (telling_of(all, name) == nullptr) {
            faults.push_back(
                {{"statements"},
                 "no statement of write_back writes " + name,
                 "UPDATE people SET " + name + " = :" + name + " WHERE id = :employee_id"});
        }
    }
    return faults;
}

} // namespace

std::vector<std::string> statements_in(const Json& write_back)
{
    const Json given = write_back.value("statements", Json{});
    std::vector<std::string> out;
    for (const Json& one : given.is_array() ? given : Json::array({given})) {
        if (one.is_string()) {
            out.push_back(bare_query(one.get<std::string>()));
        }
    }
    return out;
}

const Telling* telling_of(const std::vector<Telling>& all, const std::string& field)
{
    auto found = std::ranges::find(all, field, &Telling::field);
    if (found == all.end()) {
        found = std::ranges::find(all, "", &Telling::field);
    }
    return found == all.end() ? nullptr : &*found;
}

std::vector<model::Result<void>> tell(const Settings& settings,
                                      const std::function<bool()>& cancelled,
                                      const std::vector<sdk::Learned>& people)
{
    std::vector<model::Result<void>> out;
    Teller teller{settings};
    Attempt<void> last = teller.connect();
    bool usable = last.has_value();
    for (const sdk::Learned& person : people) {
        if (usable && cancelled()) {
            last = failed({ErrorKind::cancelled, "stopped on request", ""});
            usable = false;
        }
        if (usable) {
            last = teller.tell(person);
            usable = last || !last.error().lost;
        }
        out.push_back(last ? model::Result<void>{} : tl::unexpected(last.error().error));
    }
    return out;
}

sdk::WriteBackKind write_back_kind()
{
    return {{{"statements",
              "list",
              true,
              "a statement, or one for each field: UPDATE people SET mobile = :mobile WHERE id = "
              ":employee_id",
              {}}},
            check_write_back};
}

} // namespace rosterd::sql
