// What a connector implements. It hands over state, never operations: records with their origin,
// how complete the read was, what the HRIS says is gone, and a cursor to continue from. It knows
// its source and nothing else: no DingTalk, no plan, no database.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/json.hpp"
#include "core/model/record.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

class Shelf; // shelf.hpp

enum class Completeness {
    complete, // every record the source has: who is missing is gone
    changes,  // what changed since the cursor: who is missing did not change
    nothing,  // there was nothing new to read: all stays as it is
};

// Takes what is read. Contents of a record that is already known need not be delivered.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    // True: a record with this fingerprint was accepted from this source before. It counts as read.
    // Call it once for each record, before building a Record that may not be needed.
    virtual bool known(std::uint64_t fingerprint, std::uint32_t row) = 0;
    virtual void record(model::Record record) = 0;
    // The HRIS says this person is gone (deleted there), as opposed to missing from a read.
    virtual void tombstone(std::string employee_id, model::Origin origin) = 0;
    // About the read as a whole: encoding, a trailer that disagrees, ...
    virtual void finding(model::Finding finding) = 0;
    // Everything is read again from the start (a file turned out to be in another encoding): forget
    // all that this read delivered so far.
    virtual void restart() = 0;
};

struct ReadRequest {
    bool full = false;  // the schedule asks for everything, whatever the cursor says
    std::string cursor; // from the last accepted read; empty at first
};

struct ReadResult {
    Completeness completeness = Completeness::complete;
    std::string cursor; // opaque; handed back in the next request once the read was accepted
    bool template_paths = false; // the file is DingTalk's import template
    std::string notes;           // one line for the log: "roster.csv: Big5-HKSCS, comma, 1000 rows"
    // The read ended early, and this is why; yet what came until then holds (as changes) and the
    // cursor stands after it, so that the next read goes on there.
    std::optional<model::Error> broke_off = std::nullopt;
};

// What became of an accepted read, told after it is durable.
struct Settlement {
    std::string cursor; // of the read
    std::int64_t records = 0, accepted = 0, quarantined = 0;
    std::vector<model::Finding> findings;
};

// Pushed batches as the daemon stored them, for connectors that are told.
class Inbox
{
public:
    virtual ~Inbox() = default;
    struct Batch {
        std::int64_t id = 0;
        model::Json body;
    };
    virtual std::vector<Batch> pending() = 0; // oldest first
    virtual void drop(std::int64_t up_to_id) = 0;
};

// What rosterd learned of a person for HR: canonical names, and `userid`, `unionid`, `active`
// ("true" or "false"), of which only what is to be told now is here.
struct Learned {
    std::string employee_id;
    std::map<std::string, std::string> values;
};

class Connector
{
public:
    virtual ~Connector() = default;
    // Reads, blocking, on the run's own thread. A broken or doubtful read is an error, never a
    // short list: kind transient or not_found if it may work later, invalid if someone must mend
    // something.
    virtual model::Result<ReadResult> read(const ReadRequest& request, RecordSink& sink) = 0;
    // The read with this cursor is durable: files may be moved, batches dropped.
    virtual void settled(const Settlement&) {}
    // Changes of these paths' size, time or (for folders) entries mean: read again soon.
    virtual std::vector<std::string> watched_paths() const { return {}; }
    // Checks a pushed body before it is stored; an error refuses it (invalid). Connectors that
    // can't be pushed to answer not_found, which is the default.
    virtual model::Result<std::size_t> accept_push(const model::Json& body) const;
    // Tells the HRIS what was learned, blocking, after a run; where its outcome got lost the same
    // is told again. An answer for each of `people`, in order: whoever is not known there harms
    // nobody else. Asked only where the kind has WriteBackKind; the default refuses.
    virtual std::vector<model::Result<void>> write_back(const std::vector<Learned>& people);
};

struct ConnectorContext {
    std::string source;           // the configured name
    model::Json options;          // the configuration's `options:`, secrets already filled in
    std::string base_dir;         // relative paths are relative to this
    std::shared_ptr<Inbox> inbox; // for connectors that are pushed to
    std::shared_ptr<Shelf> shelf; // for connectors whose records others write by SCIM
    std::function<bool()> cancelled = [] { return false; };
    // A line for rosterd's log, of what the source itself says; without secrets. May be empty.
    std::function<void(std::string line)> log;
    // Whether a heading means something to this source's mapping: how the heading row of a file is
    // found below notes and titles. Empty: a short list of usual headings.
    std::function<bool(const std::string&)> is_known_heading;
    // The source's `write_back:`: `fields`, a list of names, and what WriteBackKind declares. Empty
    // where nothing is to be written back.
    model::Json write_back = model::Json::object();
};

// What a connector's `options:` may hold: drives validation and the nearest-name hint.
struct OptionSpec {
    std::string name;
    std::string type; // "path" "string" "secret" "bool" "duration" "integer" "list" "map"
    bool required = false;
    std::string help;                 // one line
    std::vector<std::string> choices; // empty: anything
};

// What only the connector can know to be wrong in its options, before it is made.
struct OptionFault {
    std::vector<std::string> path; // of the option: "settings", "compnay"
    std::string what, write;       // what is wrong, and what to write instead
};

// That a kind can tell its HRIS what rosterd learned, and what it needs for that.
struct WriteBackKind {
    std::vector<OptionSpec> options; // of `write_back:`, besides `fields`
    // Asked when the configuration is read, with paths below `write_back:`.
    std::function<std::vector<OptionFault>(const model::Json& write_back,
                                           const model::Json& options, const std::string& base_dir)>
        check = {};
};

struct ConnectorKind {
    std::string name; // "csv"
    std::string help; // one line
    std::vector<OptionSpec> options;
    std::function<model::Result<std::unique_ptr<Connector>>(ConnectorContext)> make;
    // Asked when the configuration is read; empty: the specs above say everything.
    std::function<std::vector<OptionFault>(const model::Json& options, const std::string& base_dir)>
        check = {};
    std::optional<WriteBackKind> write_back = {}; // nullopt: its HRIS can't be told anything
};

} // namespace rosterd::sdk
