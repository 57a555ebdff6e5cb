// Those who are gone, as a query of its own says.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "connectors/sql/bookmark.hpp"
#include "connectors/sql/session.hpp"

namespace rosterd::sql
{

class Tombstones
{
public:
    // `before`: what the last read left. Both must outlive it.
    Tombstones(const Settings& settings, const Bookmark& before, model::Instant now)
        : settings_{settings}, before_{before}, now_{now}, watermark_{before.tombstone_watermark}
    {
    }

    // From the watermark on where the query has such a column, else all. Whom the people's query
    // still has, or has again, is not gone. Again after a lost connection: from the start.
    Attempt<void> read(Session& session, const Layout& people);

    // Tells the sink, and says how many; none if they are those of the last time, since rows within
    // the overlap come again and again. Notes in `after` what the next read has to know.
    std::size_t tell(sdk::RecordSink& sink, Bookmark& after);

private:
    struct Gone {
        std::string id, where;
    };
    Attempt<std::unique_ptr<Rows>> select(Session& session, const Layout& people,
                                          const Layout& own) const;
    void take(const Rows& rows, const Layout& own);

    const Settings& settings_;
    const Bookmark& before_;
    model::Instant now_;
    std::string watermark_;
    std::uint64_t fingerprint_ = 0; // of all of them, in any order
    std::vector<Gone> gone_;
};

} // namespace rosterd::sql
