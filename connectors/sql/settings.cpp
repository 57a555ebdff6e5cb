#include "connectors/sql/settings.hpp"

#include <charconv>

#include "connectors/sdk/options.hpp"
#include "connectors/sql/connection_text.hpp"
#include "connectors/sql/statements.hpp"
#include "connectors/sql/telling.hpp"

namespace rosterd::sql
{

namespace
{

using model::ErrorKind;

template <typename Number>
bool parse_number(const std::string& text, Number& to)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    return error == std::errc{} && end == text.data() + text.size();
}

tl::unexpected<model::Error> wrong(const std::string& option, const std::string& text,
                                   std::string hint)
{
    return model::fail(ErrorKind::invalid, "`" + option + "` is \"" + text + "\"", std::move(hint));
}

model::Result<void> read_duration(const sdk::ConnectorContext& context, const std::string& option,
                                  model::Duration& to)
{
    const std::string text = sdk::text_option(context, option);
    const auto duration = model::parse_duration(text);
    if (!text.empty() && (!duration || duration->count() < 1000)) {
        return wrong(option, text, "write a duration of a second or more, such as 30s or 5m");
    }
    to = text.empty() ? to : *duration;
    return {};
}

model::Result<void> read_overlap(const sdk::ConnectorContext& context, Overlap& to)
{
    const std::string text = sdk::text_option(context, "overlap");
    if (text.empty()) {
        return {};
    }
    if (const auto duration = model::parse_duration(text)) {
        to.time = *duration;
        return {};
    }
    if (parse_number(text, to.number) && to.number >= 0) {
        return {};
    }
    return wrong("overlap", text,
                 "write a duration such as 5m, or a number where the watermark is a number");
}

model::Result<void> read_page(const sdk::ConnectorContext& context, std::size_t& to)
{
    const std::string text = sdk::text_option(context, "page_size");
    if (!text.empty() && (!parse_number(text, to) || to < 1 || to > 1'000'000)) {
        return wrong("page_size", text, "write a number of rows from 1 to 1000000");
    }
    return {};
}

model::Result<void> check(const Settings& settings)
{
    if (settings.query.empty()) {
        return model::fail(ErrorKind::invalid, "`query` is empty", "write a SELECT");
    }
    if (!has_keyword(settings.connection, "Driver") && !has_keyword(settings.connection, "DSN")) {
        return model::fail(ErrorKind::invalid, "`connection` names neither Driver nor DSN",
                           "write \"Driver=PostgreSQL Unicode;Server=db.example;Database=hr;"
                           "Uid=rosterd\", or \"DSN=hr\"");
    }
    return {};
}

} // namespace

std::vector<sdk::OptionSpec> option_specs()
{
    return {
        {"connection", "string", true, "ODBC: Driver, Server, Database and Uid; or a DSN", {}},
        {"password", "secret", false, "of the user in `connection`", {}},
        {"query", "string", true, "a SELECT with one row a person", {}},
        {"departments_query", "string", false, "a SELECT with one row a department", {}},
        {"tombstone_query",
         "string",
         false,
         "a SELECT whose first column has the ids of the gone",
         {}},
        {"key",
         "string",
         false,
         "the query's column that tells people apart and never changes",
         {}},
        {"watermark", "string", false, "the query's column that grows with every change", {}},
        {"overlap",
         "string",
         false,
         "how far before the watermark changes are read again (5m, or 1000 of a number)",
         {}},
        {"page_size", "integer", false, "rows that are fetched at a time (10000)", {}},
        {"connect_timeout",
         "duration",
         false,
         "how long the database may take to answer (15s)",
         {}},
        {"statement_timeout", "duration", false, "how long one statement may take (5m)", {}},
    };
}

model::Result<Settings> settings_of(const sdk::ConnectorContext& context)
{
    Settings out;
    out.source = context.source;
    out.connection = sdk::text_option(context, "connection");
    if (const std::string password = sdk::text_option(context, "password"); !password.empty()) {
        add_keyword(out.connection, "Pwd", password);
    }
    out.secrets = secrets_in(out.connection);
    out.query = bare_query(sdk::text_option(context, "query"));
    out.departments_query = bare_query(sdk::text_option(context, "departments_query"));
    out.tombstone_query = bare_query(sdk::text_option(context, "tombstone_query"));
    out.key = sdk::text_option(context, "key");
    out.watermark = sdk::text_option(context, "watermark");
    for (const auto& done :
         {read_overlap(context, out.overlap), read_page(context, out.limits.page),
          read_duration(context, "connect_timeout", out.limits.connect),
          read_duration(context, "statement_timeout", out.limits.statement), check(out)}) {
        if (!done) {
            return tl::unexpected(done.error());
        }
    }
    for (const std::string& statement : statements_in(context.write_back)) {
        auto telling = telling_in(statement);
        if (!telling) {
            return tl::unexpected(telling.error());
        }
        out.telling.push_back(std::move(*telling));
    }
    return out;
}

} // namespace rosterd::sql
