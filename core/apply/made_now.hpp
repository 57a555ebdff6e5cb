// What rosterd made a moment ago. Nothing is said about how soon DingTalk knows it everywhere: a
// call that changes it, or names it, may be refused as if it did not exist.
#pragma once

#include <map>
#include <string>

#include "core/model/observed.hpp"
#include "core/model/plan.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

inline constexpr model::Duration kKnownWithin = std::chrono::seconds{10};

class MadeNow
{
public:
    // As the journal has it: also what a former run or process made.
    void resume(state::Store& store, model::Instant now);
    void made(const std::string& userid, model::Instant now) { users_[userid] = now; }
    void made(model::DeptId dept_id, model::Instant now) { departments_[dept_id] = now; }

    // A stop was asked for: nothing is to be sent again.
    void stop() { stopped_ = true; }
    bool stopped() const { return stopped_; }

    bool has(const std::string& userid, model::Instant now) const;
    bool has(model::DeptId dept_id, model::Instant now) const;

    // Whether the operation, sent with these fields, is about such an account or department, or
    // names one.
    bool concerns(const model::Operation& operation, const model::Json& fields,
                  model::Instant now) const;

private:
    bool stopped_ = false;
    std::map<std::string, model::Instant> users_;
    std::map<model::DeptId, model::Instant> departments_;
};

} // namespace rosterd::apply
