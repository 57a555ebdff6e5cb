// The statements that are sent to the database, made around the configured queries. Each is a
// SELECT with the query inside brackets, so that nothing but a query is accepted there.
#pragma once

#include <cstddef>
#include <string>

namespace rosterd::sql
{

// What to read of a query. Names are column names, already quoted as the database wants it; empty
// where it is not asked for. Each condition takes one parameter, in the order of this struct.
struct Selection {
    std::string query;
    std::string watermark;      // rows whose watermark is at or after the parameter, or not set
    std::string present_in;     // not the rows that this query has as well (no parameter) ...
    std::string present_column; // ... by this column of it
    std::string own_column;     // ... and this one here
    std::string from_key;       // rows whose key is at or after the parameter
    std::string order_by;
    std::size_t limit = 0; // at most so many rows; 0: all
};

// Without the semicolon and white space at its end.
std::string bare_query(std::string query);

std::string select_rows(const Selection& selection);
// How many rows those are, `limit` left aside.
std::string count_rows(const Selection& selection);

// `quote` as the database names it; " ": it has none. A quote within the name is doubled.
std::string quoted_name(const std::string& name, const std::string& quote);

} // namespace rosterd::sql
