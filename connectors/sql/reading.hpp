// One read of a source: departments, people, those who are gone; on a second connection where the
// first one breaks.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "connectors/sql/bookmark.hpp"
#include "connectors/sql/session.hpp"
#include "connectors/sql/tombstones.hpp"
#include "connectors/sql/walk.hpp"

namespace rosterd::sql
{

class Reading
{
public:
    // All of them must outlive it. `now`: watermarks long after it are not believed.
    Reading(const Settings& settings, const std::function<bool()>& cancelled,
            const sdk::ReadRequest& request, sdk::RecordSink& sink, model::Instant now);

    model::Result<sdk::ReadResult> run();

private:
    Attempt<void> go(Session& session);
    Attempt<void> read_departments(Session& session);
    Attempt<void> read_people(Session& session, Layout layout);
    Attempt<void> not_empty(const std::string& option, std::int64_t rows) const;
    bool pause(int tries) const;
    void start_over();
    void tell_of_columns(const Layout& layout);
    void tell_of_the_future();
    void warn(std::string rule, std::string column, std::string message, std::string hint);
    sdk::ReadResult result();

    const Settings& settings_;
    const std::function<bool()>& cancelled_;
    sdk::RecordSink& sink_;
    model::Instant now_;
    Bookmark before_, after_;
    Tombstones tombstones_;
    bool is_complete_ = true;
    bool has_departments_ = false; // read as a whole
    std::int64_t departments_ = 0;
    int reconnected_ = 0;
    std::string database_;
    std::optional<RecordWriter> writer_;
    std::optional<Walk> walk_;
};

} // namespace rosterd::sql
