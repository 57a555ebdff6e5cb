#include "connectors/sql/reading.hpp"

#include <algorithm>
#include <thread>

namespace rosterd::sql
{

namespace
{

using model::ErrorKind;

const std::string kQuery = "query";
const std::string kDepartments = "departments_query";
constexpr int kTries = 3; // connections in vain until the read is given up

std::string count_of(std::int64_t number, const std::string& what)
{
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

} // namespace

Reading::Reading(const Settings& settings, const std::function<bool()>& cancelled,
                 const sdk::ReadRequest& request, sdk::RecordSink& sink, model::Instant now)
    : settings_{settings}, cancelled_{cancelled}, sink_{sink}, now_{now},
      before_{bookmark_of(request.cursor, settings)}, tombstones_{settings, before_, now}
{
    is_complete_ = request.full || settings.watermark.empty() || before_.watermark.empty();
    after_ = before_;
}

model::Result<sdk::ReadResult> Reading::run()
{
    bool was_connected = false;
    for (int tries = 0;;) {
        const std::int64_t rows = walk_ ? walk_->rows() : 0;
        auto session = Session::open(settings_);
        Attempt<void> done = session ? go(*session) : tl::unexpected(session.error());
        was_connected = was_connected || session.has_value();
        if (done) {
            return result();
        }
        // Whoever can't be reached at all is asked again by the schedule.
        if (!done.error().lost || !was_connected) {
            return tl::unexpected(done.error().error);
        }
        const bool continues = walk_ && walk_->can_continue();
        tries = continues && walk_->rows() > rows ? 1 : tries + 1;
        if (tries > kTries || !pause(tries)) {
            return tl::unexpected(done.error().error);
        }
        ++reconnected_;
        if (!continues) {
            start_over();
        }
    }
}

bool Reading::pause(int tries) const
{
    using namespace std::chrono_literals;
    for (auto left = 500ms * tries; left > 0ms && !cancelled_(); left -= 100ms) {
        std::this_thread::sleep_for(100ms);
    }
    return !cancelled_();
}

void Reading::start_over()
{
    sink_.restart();
    walk_.reset();
    writer_.reset();
    has_departments_ = false;
}

Attempt<void> Reading::go(Session& session)
{
    database_ = session.database();
    auto layout = session.describe(kQuery, settings_.query, settings_.key, settings_.watermark);
    if (!layout) {
        return tl::unexpected(layout.error());
    }
    if (writer_ && names_of(writer_->layout().columns) != names_of(layout->columns)) {
        start_over(); // someone changed the table meanwhile
    }
    if (!settings_.departments_query.empty() && !has_departments_) {
        if (auto read = read_departments(session); !read) {
            return read;
        }
        has_departments_ = true;
    }
    if (auto read = read_people(session, *layout); !read) {
        return read;
    }
    return settings_.tombstone_query.empty() ? Attempt<void>{} : tombstones_.read(session, *layout);
}

// A view whose rows the user may not see is an empty one, and so is one in the wrong schema.
Attempt<void> Reading::not_empty(const std::string& option, std::int64_t rows) const
{
    if (rows > 0) {
        return {};
    }
    return failed({ErrorKind::not_found, option + ": it answered without a single row",
                   "check that the user in `connection` may see the rows; nobody was taken for "
                   "gone"});
}

Attempt<void> Reading::read_departments(Session& session)
{
    auto layout = session.describe(kDepartments, settings_.departments_query, "", "");
    if (!layout) {
        return tl::unexpected(layout.error());
    }
    RecordWriter writer{settings_.source, kDepartments, model::RecordKind::department,
                        std::move(*layout), sink_};
    Walk walk{settings_, kDepartments, settings_.departments_query, "", writer, now_, cancelled_};
    if (auto done = walk.go(session); !done) {
        return done;
    }
    departments_ = walk.rows();
    return not_empty(kDepartments, departments_);
}

Attempt<void> Reading::read_people(Session& session, Layout layout)
{
    if (!walk_) {
        writer_.emplace(settings_.source, kQuery, model::RecordKind::person, std::move(layout),
                        sink_);
        walk_.emplace(settings_, kQuery, settings_.query,
                      is_complete_ ? "" : earlier(before_.watermark, settings_.overlap), *writer_,
                      now_, cancelled_);
    }
    if (auto done = walk_->go(session); !done) {
        return done;
    }
    return is_complete_ ? not_empty(kQuery, walk_->rows()) : Attempt<void>{};
}

void Reading::warn(std::string rule, std::string column, std::string message, std::string hint)
{
    model::Finding finding;
    finding.origin = {settings_.source, kQuery, "", 0};
    finding.column = std::move(column);
    finding.rule = std::move(rule);
    finding.severity = model::Severity::warning;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    sink_.finding(std::move(finding));
}

// A query with * loses a column without a word when its table does.
void Reading::tell_of_columns(const Layout& layout)
{
    after_.columns = names_of(layout.columns);
    std::vector<std::string> missing = before_.gone;
    missing.insert(missing.end(), before_.columns.begin(), before_.columns.end());
    std::ranges::sort(missing);
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    std::erase_if(missing, [&](const std::string& name) {
        return std::ranges::find(after_.columns, name) != after_.columns.end();
    });
    for (const std::string& name : missing) {
        warn("query.column_gone", name,
             "the query had a column " + name + " and has it no more; what it said stays as it is",
             "bring the column back, or name the columns one by one in the query");
    }
    after_.gone = std::move(missing);
}

void Reading::tell_of_the_future()
{
    if (walk_->from_the_future() > 0) {
        warn("watermark.future", settings_.watermark,
             count_of(walk_->from_the_future(), "row") +
                 " of the query changed in the future, as " + settings_.watermark +
                 " says; they do not count as a watermark",
             "correct the column: it has to be the time of the last change");
    }
}

sdk::ReadResult Reading::result()
{
    tell_of_columns(writer_->layout());
    tell_of_the_future();
    const std::size_t gone = tombstones_.tell(sink_, after_);
    if (is_complete_ || after_.watermark.empty() ||
        (!walk_->watermark().empty() && is_later(walk_->watermark(), after_.watermark))) {
        after_.watermark = walk_->watermark();
    }
    std::string notes = database_ + ": " + count_of(walk_->rows(), "row");
    if (!settings_.departments_query.empty()) {
        notes += ", " + count_of(departments_, "department");
    }
    if (gone > 0) {
        notes += ", " + std::to_string(gone) + " gone";
    }
    if (reconnected_ > 0) {
        notes += "; connected again " + count_of(reconnected_, "time");
    }
    return {is_complete_ ? sdk::Completeness::complete : sdk::Completeness::changes,
            cursor_of(after_, settings_), false, notes};
}

} // namespace rosterd::sql
