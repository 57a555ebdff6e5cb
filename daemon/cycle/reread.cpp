#include "daemon/cycle/reread.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace rosterd::cycle
{

namespace
{

using dingtalk::ApiError;
using model::DeptId;
using model::ObservedDepartment;
using model::ObservedUser;

constexpr std::size_t kInFlight = 32; // the pace decides; after a failure the rest is never sent

bool may_mend(const ApiError& error)
{
    switch (error.retry) {
    case dingtalk::RetryClass::token:
    case dingtalk::RetryClass::back_off:
    case dingtalk::RetryClass::wait:
        return true;
    case dingtalk::RetryClass::done:
    case dingtalk::RetryClass::permanent:
    case dingtalk::RetryClass::bad_data:
        return error.unreachable;
    }
    return true;
}

class Reader : public std::enable_shared_from_this<Reader>
{
public:
    Reader(dingtalk::Directory& directory, const std::vector<ObservedDepartment>& known,
           dingtalk::Answer<Reread> done)
        : directory_{directory}, done_{std::move(done)}
    {
        for (const ObservedDepartment& department : known) {
            asked_.insert(department.dept_id);
        }
    }

    void start(const Wanted& wanted)
    {
        for (const DeptId id : wanted.departments) {
            asked_.erase(id);
            ask_department(id);
        }
        for (const std::string& userid : wanted.users) {
            waiting_.emplace_back([userid](Reader& self) { self.get_user(userid); });
        }
        pump();
    }

private:
    void pump()
    {
        while (done_ && !waiting_.empty() && in_flight_ < kInFlight) {
            const auto next = std::move(waiting_.front());
            waiting_.pop_front();
            ++in_flight_;
            next(*this);
        }
        if (done_ && waiting_.empty() && in_flight_ == 0) {
            std::exchange(done_, nullptr)(std::move(out_));
        }
    }

    void ask_department(DeptId id)
    {
        if (id > 0 && asked_.insert(id).second) {
            waiting_.emplace_back([id](Reader& self) { self.get_department(id); });
        }
    }

    void get_user(const std::string& userid)
    {
        directory_.get_user(userid,
                            [self = shared_from_this(), userid](
                                const tl::expected<std::optional<ObservedUser>, ApiError>& answer) {
                                self->ended(answer, [&](const std::optional<ObservedUser>& user) {
                                    if (!user) {
                                        self->out_.gone_users.push_back(userid);
                                        return;
                                    }
                                    self->out_.users.push_back(*user);
                                    for (const DeptId id : user->dept_ids) {
                                        self->ask_department(id);
                                    }
                                });
                            });
    }

    void get_department(DeptId id)
    {
        directory_.get_department(
            id, [self = shared_from_this(),
                 id](const tl::expected<std::optional<ObservedDepartment>, ApiError>& answer) {
                self->ended(answer, [&](const std::optional<ObservedDepartment>& department) {
                    if (!department) {
                        self->out_.gone_departments.push_back(id);
                        return;
                    }
                    self->out_.departments.push_back(*department);
                    self->ask_department(department->parent_id);
                });
            });
    }

    template <typename T, typename Take>
    void ended(const tl::expected<T, ApiError>& answer, const Take& take)
    {
        --in_flight_;
        if (!done_) {
            return; // has failed already
        }
        if (answer) {
            take(*answer);
        } else if (may_mend(answer.error())) {
            std::exchange(done_, nullptr)(tl::unexpected(answer.error()));
            return;
        } else {
            out_.refused.push_back(answer.error());
        }
        pump();
    }

    dingtalk::Directory& directory_;
    dingtalk::Answer<Reread> done_; // null once called
    std::deque<std::function<void(Reader&)>> waiting_;
    std::size_t in_flight_ = 0;
    std::set<DeptId> asked_; // or known
    Reread out_;
};

} // namespace

void reread(dingtalk::Directory& directory, const Wanted& wanted,
            const std::vector<ObservedDepartment>& known, dingtalk::Answer<Reread> done)
{
    std::make_shared<Reader>(directory, known, std::move(done))->start(wanted);
}

} // namespace rosterd::cycle
