// A connection that reads: one snapshot where the database has such, and nothing can be written.
#pragma once

#include <memory>
#include <string>

#include "connectors/sql/layout.hpp"
#include "connectors/sql/odbc.hpp"
#include "connectors/sql/settings.hpp"

namespace rosterd::sql
{

class Session
{
public:
    static Attempt<Session> open(const Settings& settings);

    const std::string& database() const { return database_; }
    // The driver keeps a whole result in memory: read it in pages.
    bool wants_pages() const { return dialect_.pages; }
    std::string quoted(const std::string& name) const;

    // `option` is whose text `query` is. Errors also of the layout.
    Attempt<Layout> describe(const std::string& option, const std::string& query,
                             const std::string& key, const std::string& watermark);
    // A statement made around `query`.
    Attempt<std::unique_ptr<Rows>> select(const std::string& option, const std::string& query,
                                          const std::string& statement,
                                          const std::vector<Parameter>& parameters);

private:
    Attempt<void> begin();

    std::unique_ptr<Connection> connection_;
    Dialect dialect_;
    model::Duration timeout_{0}; // where only the driver can keep it
    std::string database_, quote_;
};

} // namespace rosterd::sql
