// ODBC behind classes that clean up. One connection, one statement at a time; rows come one by one.
// ODBC's headers are in the .cpp files alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sql/column.hpp"
#include "connectors/sql/failure.hpp"
#include "core/model/time.hpp"

namespace rosterd::sql
{

// A value for a "?" of a statement, as text that suits the column it is compared with.
struct Parameter {
    Column column;
    std::string text;
};

// The rows a statement answers with, from the first on.
class Rows
{
public:
    virtual ~Rows() = default;
    // Moves to the next row; false at the end.
    virtual OdbcResult<bool> next() = 0;
    virtual const std::vector<Column>& columns() const = 0;
    // Of the present row: UTF-8 where the driver keeps its word; "" for NULL.
    virtual bool is_null(std::size_t column) const = 0;
    virtual std::string_view text(std::size_t column) const = 0;
};

class Connection
{
public:
    virtual ~Connection() = default; // rolls back what is open
    // As the driver names them: "PostgreSQL", "psqlodbcw.so", "\"".
    virtual std::string database() const = 0;
    virtual std::string driver() const = 0;
    virtual std::string identifier_quote() const = 0;

    virtual OdbcResult<void> run(const std::string& sql) = 0;
    // From now on everything is one transaction, until it is ended, and then the next one.
    virtual OdbcResult<void> begin_transaction() = 0;
    virtual OdbcResult<void> end_transaction(bool keep) = 0;
    // What columns the query's rows would have. It is not carried out.
    virtual OdbcResult<std::vector<Column>> describe(const std::string& sql) = 0;
    // `timeout` is asked of the driver; 0: none. The rows must not outlive the connection.
    virtual OdbcResult<std::unique_ptr<Rows>> select(const std::string& sql,
                                                     const std::vector<Parameter>& parameters,
                                                     model::Duration timeout) = 0;
    // Answers how many rows it changed.
    virtual OdbcResult<std::int64_t> change(const std::string& sql,
                                            const std::vector<Parameter>& parameters,
                                            model::Duration timeout) = 0;
};

// `secrets` are left out of whatever the driver says.
OdbcResult<std::unique_ptr<Connection>> connect(const std::string& connection,
                                                const std::vector<std::string>& secrets,
                                                model::Duration timeout);

} // namespace rosterd::sql
