#include "connectors/sql/session.hpp"

#include "connectors/sql/connection_text.hpp"
#include "connectors/sql/statements.hpp"

namespace rosterd::sql
{

namespace
{

constexpr std::string_view kConnecting = "connecting to the database";

} // namespace

Attempt<Session> Session::open(const Settings& settings)
{
    Session out;
    auto first = connect(with_greeting_timeout(settings.connection, settings.limits),
                         settings.secrets, settings.limits.connect);
    if (!first) {
        return failed(first.error(), kConnecting);
    }
    out.connection_ = std::move(*first);
    out.database_ = out.connection_->database();
    out.dialect_ = dialect_of(out.database_, out.connection_->driver(), settings.limits);
    // Which keywords a driver needs is known only now: a DSN does not say whose it is.
    if (!out.dialect_.keywords.empty()) {
        std::string connection = settings.connection;
        for (const auto& [keyword, value] : out.dialect_.keywords) {
            add_keyword(connection, keyword, value);
        }
        out.connection_.reset();
        auto second = connect(connection, settings.secrets, settings.limits.connect);
        if (!second) {
            return failed(second.error(), kConnecting);
        }
        out.connection_ = std::move(*second);
    }
    out.quote_ = out.connection_->identifier_quote();
    out.timeout_ = out.dialect_.on_connect.empty() ? settings.limits.statement : model::Duration{0};
    if (auto begun = out.begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    return out;
}

Attempt<void> Session::begin()
{
    for (const std::string& statement : dialect_.on_connect) {
        if (const auto done = connection_->run(statement); !done) {
            return failed(done.error(), statement);
        }
    }
    auto done = connection_->begin_transaction();
    if (done && !dialect_.begin.empty()) {
        done = connection_->run(dialect_.begin);
    }
    if (!done) {
        return failed(done.error(), "beginning to read");
    }
    return {};
}

std::string Session::quoted(const std::string& name) const
{
    return quoted_name(name, quote_);
}

Attempt<Layout> Session::describe(const std::string& option, const std::string& query,
                                  const std::string& key, const std::string& watermark)
{
    auto columns = connection_->describe(query);
    if (!columns) {
        return failed(columns.error(), option, query);
    }
    auto layout = layout_of(std::move(*columns), option, key, watermark);
    if (!layout) {
        return failed(layout.error());
    }
    return *layout;
}

Attempt<std::unique_ptr<Rows>> Session::select(const std::string& option, const std::string& query,
                                               const std::string& statement,
                                               const std::vector<Parameter>& parameters)
{
    auto rows = connection_->select(statement, parameters, timeout_);
    if (!rows) {
        return failed(rows.error(), option, query);
    }
    return std::move(*rows);
}

} // namespace rosterd::sql
