#include "core/apply/resolve.hpp"

#include <memory>
#include <utility>

#include "core/apply/fields.hpp"
#include "core/apply/find_out.hpp"
#include "core/apply/record.hpp"
#include "core/apply/rights_answers.hpp"
#include "core/apply/sign_out.hpp"

namespace rosterd::apply
{

namespace
{

class Resolving : public std::enable_shared_from_this<Resolving>
{
public:
    Resolving(net::Loop& loop, dingtalk::Directory& directory, state::Store& store, Resolved done)
        : loop_{loop}, directory_{directory}, store_{store}, done_{std::move(done)},
          rights_{directory.rights(), store.rights()}, entries_{store.journal().unresolved()}
    {
    }

    void next()
    {
        if (at_ == entries_.size()) {
            done_(entries_.size());
            return;
        }
        state::JournalEntry& entry = entries_[at_];
        fill_department(entry.operation, store_.mirror());
        if (model::right_of(entry.operation)) {
            rights_.ask(entry.operation, [self = shared_from_this()](Outcome outcome) {
                self->ended(std::move(outcome));
            });
            return;
        }
        const auto fields = with_department_ids(entry.operation.after, store_.mirror());
        if (!fields) { // what it stands on was never made, so neither was it
            ended(failed("", fields.error().message));
            return;
        }
        find_out(directory_, entry.operation, *fields,
                 [self = shared_from_this()](Outcome outcome) { self->found(std::move(outcome)); });
    }

private:
    // Whether the sessions of a disabled account were ended can't be read: it is done again.
    void found(Outcome outcome)
    {
        const model::Operation& operation = entries_[at_].operation;
        if (operation.kind == model::OperationKind::user_disable &&
            outcome.outcome == OperationOutcome::done) {
            sign_out(directory_, operation, std::move(outcome),
                     [self = shared_from_this()](Outcome after) { self->ended(std::move(after)); });
        } else {
            ended(std::move(outcome));
        }
    }

    void ended(Outcome outcome)
    {
        if (outcome.unknown) { // it could not be read, and stays as it is
            dingtalk::ApiError error;
            error.code = outcome.code;
            error.message = outcome.message;
            error.unreachable = outcome.unreachable;
            error.stopped = !outcome.unreachable;
            done_(tl::unexpected(error));
            return;
        }
        const state::JournalEntry& entry = entries_[at_];
        unless_linked_elsewhere(outcome, entry.operation, store_.mirror());
        store_.transaction([&] {
            const state::Ended end{entry.id,       journal_state(outcome.outcome),
                                   loop_.now(),    entry.attempts,
                                   outcome.code,   outcome.request_id,
                                   outcome.message};
            store_.journal().end({&end, 1});
            record(store_, entry.run_id, entry.operation, outcome, loop_.now());
        });
        ++at_;
        loop_.post([self = shared_from_this()] { self->next(); });
    }

    net::Loop& loop_;
    dingtalk::Directory& directory_;
    state::Store& store_;
    Resolved done_;
    RightsFoundOut rights_;
    std::vector<state::JournalEntry> entries_;
    std::size_t at_ = 0;
};

} // namespace

void resolve_unresolved(net::Loop& loop, dingtalk::Directory& directory, state::Store& store,
                        Resolved done)
{
    auto resolving = std::make_shared<Resolving>(loop, directory, store, std::move(done));
    loop.post([resolving] { resolving->next(); });
}

} // namespace rosterd::apply
