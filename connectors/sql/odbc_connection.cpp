#include <algorithm>
#include <array>

#include "connectors/sql/connection_text.hpp"
#include "connectors/sql/odbc.hpp"
#include "connectors/sql/odbc_handle.hpp"
#include "connectors/sql/odbc_rows.hpp"
#include "connectors/sql/utf16.hpp"

namespace rosterd::sql
{

namespace
{

// Texts go to the driver as UTF-16. The buffer must outlive the call.
struct Wide {
    explicit Wide(std::string_view utf8) : text{to_utf16(utf8)} {}
    SQLWCHAR* data() { return reinterpret_cast<SQLWCHAR*>(text.data()); }
    SQLINTEGER length() const { return static_cast<SQLINTEGER>(text.size()); }
    std::u16string text;
};

std::string text_of(const std::array<SQLWCHAR, 1024>& buffer, SQLSMALLINT length)
{
    const auto size = std::min<std::size_t>(static_cast<std::size_t>(std::max<int>(0, length)),
                                            buffer.size() - 1);
    return to_utf8({reinterpret_cast<const char16_t*>(buffer.data()), size});
}

// "[unixODBC][Driver Manager]Can't open lib" without what is in brackets, on one line.
std::string plain_message(std::string message)
{
    while (message.starts_with('[') && message.find(']') != std::string::npos) {
        message.erase(0, message.find(']') + 1);
    }
    for (char& c : message) {
        c = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
    }
    const auto first = message.find_first_not_of(' ');
    const auto last = message.find_last_not_of(" ;");
    return first == std::string::npos ? "" : message.substr(first, last - first + 1);
}

class OdbcConnection final : public Connection
{
public:
    explicit OdbcConnection(std::vector<std::string> secrets) : secrets_{std::move(secrets)}
    {
        SQLSetEnvAttr(environment_.get(), SQL_ATTR_ODBC_VERSION, attribute(SQL_OV_ODBC3), 0);
    }
    ~OdbcConnection() override
    {
        if (connected_) {
            SQLEndTran(SQL_HANDLE_DBC, connection_->get(), SQL_ROLLBACK);
            SQLDisconnect(connection_->get());
        }
    }
    OdbcConnection(const OdbcConnection&) = delete;
    OdbcConnection& operator=(const OdbcConnection&) = delete;

    OdbcResult<void> open(const std::string& text, model::Duration timeout)
    {
        connection_ = std::make_unique<Handle>(SQL_HANDLE_DBC, environment_.get());
        const auto seconds =
            static_cast<std::size_t>(std::max<std::int64_t>(1, timeout.count() / 1000));
        SQLSetConnectAttrW(connection_->get(), SQL_ATTR_LOGIN_TIMEOUT, attribute(seconds), 0);
        Wide wide{text};
        SQLSMALLINT length = 0;
        connected_ = SQL_SUCCEEDED(SQLDriverConnectW(connection_->get(), nullptr, wide.data(),
                                                     static_cast<SQLSMALLINT>(wide.length()),
                                                     nullptr, 0, &length, SQL_DRIVER_NOPROMPT));
        if (!connected_) {
            return tl::unexpected(diagnostic_of(*connection_, secrets_));
        }
        return {};
    }

    std::string database() const override { return info(SQL_DBMS_NAME); }
    std::string driver() const override { return info(SQL_DRIVER_NAME); }
    std::string identifier_quote() const override { return info(SQL_IDENTIFIER_QUOTE_CHAR); }

    OdbcResult<void> run(const std::string& sql) override
    {
        const Handle statement{SQL_HANDLE_STMT, connection_->get()};
        Wide wide{sql};
        if (!SQL_SUCCEEDED(SQLExecDirectW(statement.get(), wide.data(), wide.length()))) {
            return tl::unexpected(diagnostic_of(statement, secrets_));
        }
        return {};
    }

    OdbcResult<void> begin_transaction() override
    {
        if (!SQL_SUCCEEDED(SQLSetConnectAttrW(connection_->get(), SQL_ATTR_AUTOCOMMIT,
                                              attribute(SQL_AUTOCOMMIT_OFF), 0))) {
            return tl::unexpected(diagnostic_of(*connection_, secrets_));
        }
        return {};
    }

    OdbcResult<void> end_transaction(bool keep) override
    {
        if (!SQL_SUCCEEDED(
                SQLEndTran(SQL_HANDLE_DBC, connection_->get(), keep ? SQL_COMMIT : SQL_ROLLBACK))) {
            return tl::unexpected(diagnostic_of(*connection_, secrets_));
        }
        return {};
    }

    OdbcResult<std::vector<Column>> describe(const std::string& sql) override
    {
        const Handle statement{SQL_HANDLE_STMT, connection_->get()};
        Wide wide{sql};
        if (!SQL_SUCCEEDED(SQLPrepareW(statement.get(), wide.data(), wide.length()))) {
            return tl::unexpected(diagnostic_of(statement, secrets_));
        }
        return columns_of(statement, secrets_);
    }

    OdbcResult<std::unique_ptr<Rows>> select(const std::string& sql,
                                             const std::vector<Parameter>& parameters,
                                             model::Duration timeout) override
    {
        Handle statement{SQL_HANDLE_STMT, connection_->get()};
        if (!execute(statement, sql, parameters, timeout)) {
            return tl::unexpected(diagnostic_of(statement, secrets_));
        }
        return rows_of(std::move(statement), secrets_, can_get_bound_columns());
    }

    OdbcResult<std::int64_t> change(const std::string& sql,
                                    const std::vector<Parameter>& parameters,
                                    model::Duration timeout) override
    {
        const Handle statement{SQL_HANDLE_STMT, connection_->get()};
        SQLLEN rows = 0;
        if (!execute(statement, sql, parameters, timeout) ||
            !SQL_SUCCEEDED(SQLRowCount(statement.get(), &rows))) {
            return tl::unexpected(diagnostic_of(statement, secrets_));
        }
        return static_cast<std::int64_t>(rows);
    }

private:
    static bool execute(const Handle& statement, const std::string& sql,
                        const std::vector<Parameter>& parameters, model::Duration timeout)
    {
        if (timeout.count() > 0) { // a driver that knows none goes without
            SQLSetStmtAttr(statement.get(), SQL_ATTR_QUERY_TIMEOUT,
                           attribute(static_cast<std::size_t>(timeout.count() / 1000)), 0);
        }
        Wide wide{sql};
        bool done = SQL_SUCCEEDED(SQLPrepareW(statement.get(), wide.data(), wide.length()));
        std::vector<SQLLEN> lengths(parameters.size());
        for (std::size_t i = 0; i < parameters.size() && done; ++i) {
            done = bind(statement, i, parameters[i], lengths[i]);
        }
        const SQLRETURN ended = done ? SQLExecute(statement.get()) : SQL_ERROR;
        return SQL_SUCCEEDED(ended) || ended == SQL_NO_DATA; // none changed
    }

    static bool bind(const Handle& statement, std::size_t index, const Parameter& parameter,
                     SQLLEN& length)
    {
        const bool is_text = parameter.column.kind == ColumnKind::text;
        length = static_cast<SQLLEN>(parameter.text.size());
        return SQL_SUCCEEDED(SQLBindParameter(
            statement.get(), static_cast<SQLUSMALLINT>(index + 1), SQL_PARAM_INPUT, SQL_C_CHAR,
            is_text ? static_cast<SQLSMALLINT>(SQL_VARCHAR) : parameter.column.sql_type,
            is_text ? std::max<SQLULEN>(1, parameter.text.size()) : parameter.column.size,
            parameter.column.digits, const_cast<char*>(parameter.text.data()), length, &length));
    }

    // Whether a value that did not fit its bound buffer can be asked for again.
    bool can_get_bound_columns() const
    {
        SQLUINTEGER extensions = 0;
        SQLGetInfoW(connection_->get(), SQL_GETDATA_EXTENSIONS, &extensions, sizeof extensions,
                    nullptr);
        constexpr SQLUINTEGER needed = SQL_GD_BOUND | SQL_GD_ANY_COLUMN;
        return (extensions & needed) == needed;
    }

    std::string info(SQLUSMALLINT what) const
    {
        std::array<SQLWCHAR, 1024> text{};
        SQLSMALLINT bytes = 0;
        SQLGetInfoW(connection_->get(), what, text.data(), sizeof text, &bytes);
        return text_of(text, static_cast<SQLSMALLINT>(bytes / 2));
    }

    Handle environment_{SQL_HANDLE_ENV, nullptr};
    std::unique_ptr<Handle> connection_;
    bool connected_ = false;
    std::vector<std::string> secrets_;
};

} // namespace

Diagnostic diagnostic_of(const Handle& handle, const std::vector<std::string>& secrets)
{
    Diagnostic out;
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, 1024> message{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    for (SQLSMALLINT record = 1;
         SQL_SUCCEEDED(SQLGetDiagRecW(handle.type(), handle.get(), record, state.data(), &native,
                                      message.data(), message.size(), &length));
         ++record) {
        const std::string text = plain_message(text_of(message, length));
        if (record == 1) {
            out.state = to_utf8({reinterpret_cast<const char16_t*>(state.data()), 5});
            out.native = native;
        }
        if (out.message.find(text) == std::string::npos) {
            out.message += (out.message.empty() ? "" : "; ") + text;
        }
    }
    if (out.message.empty()) {
        out.message = "the driver says nothing about it";
    }
    out.message = masked(std::move(out.message), secrets);
    return out;
}

OdbcResult<std::unique_ptr<Connection>> connect(const std::string& connection,
                                                const std::vector<std::string>& secrets,
                                                model::Duration timeout)
{
    auto opened = std::make_unique<OdbcConnection>(secrets);
    if (auto done = opened->open(connection, timeout); !done) {
        return tl::unexpected(done.error());
    }
    return opened;
}

} // namespace rosterd::sql
