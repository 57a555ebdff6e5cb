#include "connectors/sql/statements.hpp"

namespace rosterd::sql
{

namespace
{

// The query has lines of its own: a comment at its end then comments nothing else away.
std::string from(const Selection& selection)
{
    std::string sql = " from (\n" + selection.query + "\n) roster_rows";
    const char* word = " where ";
    const auto where = [&](const std::string& condition) {
        sql += word + condition;
        word = " and ";
    };
    if (!selection.watermark.empty()) {
        where("(" + selection.watermark + " >= ? or " + selection.watermark + " is null)");
    }
    if (!selection.present_in.empty()) {
        where("not exists (select 1 from (\n" + selection.present_in +
              "\n) present_rows where present_rows." + selection.present_column +
              " = roster_rows." + selection.own_column + ")");
    }
    if (!selection.from_key.empty()) {
        where(selection.from_key + " >= ?");
    }
    return sql;
}

} // namespace

std::string bare_query(std::string query)
{
    const auto last = query.find_last_not_of("; \t\r\n");
    query.erase(last == std::string::npos ? 0 : last + 1);
    return query;
}

std::string select_rows(const Selection& selection)
{
    std::string sql = "select *" + from(selection);
    if (!selection.order_by.empty()) {
        sql += " order by " + selection.order_by;
    }
    if (selection.limit > 0) {
        sql += " limit " + std::to_string(selection.limit);
    }
    return sql;
}

std::string count_rows(const Selection& selection)
{
    return "select count(*)" + from(selection);
}

std::string quoted_name(const std::string& name, const std::string& quote)
{
    if (quote.empty() || quote == " ") {
        return name;
    }
    std::string out = quote;
    for (const char c : name) {
        out += c;
        if (quote.front() == c) {
            out += c;
        }
    }
    return out + quote;
}

} // namespace rosterd::sql
