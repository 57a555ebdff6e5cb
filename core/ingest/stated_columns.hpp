// What records have in the columns whose loss gives somebody access.
#pragma once

namespace rosterd::ingest
{

struct StatedColumns {
    bool status = false;   // one states something
    bool last_day = false; // one has the column, be it empty

    void add(const StatedColumns& more)
    {
        status = status || more.status;
        last_day = last_day || more.last_day;
    }
    bool operator==(const StatedColumns&) const = default;
};

} // namespace rosterd::ingest
