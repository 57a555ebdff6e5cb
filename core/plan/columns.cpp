#include "core/plan/columns.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace rosterd::plan
{

namespace
{

using model::Json;

struct Field {
    std::string_view dingtalk;
    std::string_view canonical;
};

constexpr std::array kFields{
    Field{"name", "name"},
    Field{"mobile", "mobile"},
    Field{"email", "email"},
    Field{"org_email", "org_email"},
    Field{"telephone", "telephone"},
    Field{"title", "title"},
    Field{"work_place", "work_place"},
    Field{"remark", "remark"},
    Field{"job_number", "employee_id"},
    Field{"manager_userid", "manager_id"},
};

std::string text_of(const Json& values, std::string_view field)
{
    const auto found = values.find(field);
    return found != values.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// Who is in no department but the root was taken out of all of them.
bool loses_departments(const model::Operation& operation, model::DeptId root)
{
    const auto after = operation.after.find("dept_id_list");
    return after != operation.after.end() && *after == Json::array({root});
}

class Changes
{
public:
    Changes(const model::Plan& plan, model::DeptId root) : plan_{plan}
    {
        for (std::size_t i = 0; i < plan.operations.size(); ++i) {
            const model::Operation& operation = plan.operations[i];
            if (operation.kind != model::OperationKind::user_update ||
                operation.cause.rule == "number.swap") {
                continue;
            }
            for (const Field& field : kFields) {
                look_at(i, field);
            }
            if (loses_departments(operation, root)) {
                note("departments", "", i);
            }
        }
    }

    std::vector<ColumnChange> take()
    {
        std::vector<ColumnChange> out;
        out.reserve(found_.size());
        for (auto& [names, operations] : found_) {
            out.push_back({names.first, names.second, std::move(operations)});
        }
        return out;
    }

private:
    void look_at(std::size_t i, const Field& field)
    {
        const model::Operation& operation = plan_.operations[i];
        if (!operation.after.contains(field.dingtalk)) {
            return;
        }
        const std::string now = text_of(operation.after, field.dingtalk);
        if (now.empty()) {
            note(field.canonical, "", i);
            return;
        }
        for (const Field& other : kFields) {
            if (other.dingtalk != field.dingtalk &&
                text_of(operation.before, other.dingtalk) == now) {
                note(field.canonical, other.canonical, i);
            }
        }
    }

    void note(std::string_view field, std::string_view from, std::size_t i)
    {
        auto& operations = found_[{std::string{field}, std::string{from}}];
        operations.resize(plan_.operations.size());
        operations[i] = true;
    }

    const model::Plan& plan_;
    std::map<std::pair<std::string, std::string>, std::vector<bool>> found_;
};

} // namespace

std::vector<ColumnChange> column_changes(const model::Plan& plan, model::DeptId root)
{
    return Changes{plan, root}.take();
}

} // namespace rosterd::plan
