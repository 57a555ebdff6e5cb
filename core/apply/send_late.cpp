#include "core/apply/send_late.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rosterd::apply
{

namespace
{

class Trying : public std::enable_shared_from_this<Trying>
{
public:
    Trying(const SendParts& parts, std::shared_ptr<const MadeNow> made,
           const model::Operation& operation, const model::Json& fields,
           std::function<void(Outcome)> done)
        : parts_{parts}, made_{std::move(made)}, operation_{operation}, fields_(fields),
          done_{std::move(done)}
    {
    }

    void go()
    {
        send(parts_, operation_, fields_,
             [self = shared_from_this()](Outcome outcome) { self->came_back(std::move(outcome)); });
    }

private:
    void came_back(Outcome outcome)
    {
        if (outcome.outcome != OperationOutcome::failed || !is_not_there(outcome.code) ||
            !made_->concerns(operation_, fields_, parts_.loop.now())) {
            done_(std::move(outcome));
        } else if (++tries_ <= kLateTries && !made_->stopped()) {
            refused_ = std::move(outcome);
            parts_.loop.after(kBetweenLateTries, [self = shared_from_this()] { self->again(); });
        } else {
            give_up(std::move(outcome));
        }
    }

    void again()
    {
        if (made_->stopped()) {
            give_up(std::move(refused_));
        } else {
            go();
        }
    }

    void give_up(Outcome outcome)
    {
        outcome.absent = outcome.absent && !made_->has(operation_.userid, parts_.loop.now());
        done_(std::move(outcome));
    }

    SendParts parts_;
    std::shared_ptr<const MadeNow> made_;
    model::Operation operation_;
    model::Json fields_; // initialised with (): braces would make an array of it
    std::function<void(Outcome)> done_;
    Outcome refused_; // as it was last
    int tries_ = 0;
};

} // namespace

bool is_not_there(std::string_view code)
{
    constexpr std::array<std::string_view, 4> codes{"60003", "60004", "60128", "40031"};
    return dingtalk::is_unknown_user(code) || std::ranges::find(codes, code) != codes.end();
}

void send_late(const SendParts& parts, std::shared_ptr<const MadeNow> made,
               const model::Operation& operation, const model::Json& fields,
               std::function<void(Outcome)> done)
{
    std::make_shared<Trying>(parts, std::move(made), operation, fields, std::move(done))->go();
}

} // namespace rosterd::apply
