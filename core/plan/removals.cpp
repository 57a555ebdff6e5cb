#include "core/plan/removals.hpp"

#include <algorithm>
#include <set>

#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::DeptId;

int depth_of(const Tree& tree, DeptId id)
{
    int depth = 0;
    for (auto at = tree.observed.find(id); at != tree.observed.end() && depth < 100; ++depth) {
        at = tree.observed.find(at->second->parent_id);
    }
    return depth;
}

class Removals
{
public:
    Removals(const RemovalContext& context, Drafts& drafts, Findings& findings)
        : context_{context}, drafts_{drafts}, findings_{findings}
    {
        for (const auto& [id, department] : context.tree.observed) {
            children_[department->parent_id].push_back(id);
        }
        for (std::size_t i = 0; i < context.targets.size(); ++i) {
            if (context.targets[i].account != nullptr) {
                target_of_.emplace(context.targets[i].userid, i);
            }
        }
    }

    RemovalDrafts draft_all()
    {
        for (const DepartmentLink& link : context_.tree.unused) {
            draft(link);
        }
        return std::move(removed_);
    }

private:
    void draft(const DepartmentLink& link)
    {
        std::vector<Need> needs;
        if (const std::string child = unmoved_child(link, needs); !child.empty()) {
            report(link, "department.not_empty/child", child);
            return;
        }
        if (const std::string member = unmoved_member(link, needs); !member.empty()) {
            report(link, "department.not_empty/member", member);
            return;
        }
        const model::ObservedDepartment& observed = *context_.tree.observed.at(link.dept_id);
        Draft draft{.operation = {},
                    .rank = Rank::department_delete,
                    .needs = std::move(needs),
                    .present_name = observed.name};
        model::Operation& operation = draft.operation;
        operation.id = "d-delete-" + link.key;
        operation.kind = model::OperationKind::department_delete;
        operation.department = link.key;
        operation.dept_id = link.dept_id;
        operation.name = observed.name;
        operation.before = {{"name", observed.name}, {"parent_id", observed.parent_id}};
        operation.cause = {"", link.key, "department.unused"};
        removed_.emplace(link.dept_id, drafts_.size());
        drafts_.push_back(std::move(draft));
    }

    // Empty if every sub-department goes or moves away.
    std::string unmoved_child(const DepartmentLink& link, std::vector<Need>& needs) const
    {
        const auto children = children_.find(link.dept_id);
        if (children == children_.end()) {
            return {};
        }
        for (const DeptId child : children->second) {
            const auto removed = removed_.find(child);
            const auto moved = context_.moves.find(child);
            if (removed != removed_.end()) {
                needs.push_back({removed->second, Tie::requires_, {}});
            } else if (moved != context_.moves.end() &&
                       drafts_[moved->second].operation.after.contains("parent_id")) {
                needs.push_back({moved->second, Tie::requires_, {}});
            } else {
                return context_.tree.observed.at(child)->name;
            }
        }
        return {};
    }

    std::string unmoved_member(const DepartmentLink& link, std::vector<Need>& needs) const
    {
        const auto members = context_.input.members_of_unused.find(link.dept_id);
        if (members == context_.input.members_of_unused.end()) {
            return {};
        }
        for (const std::string& userid : members->second) {
            const std::size_t leaving = leaving_by(userid, {link.key, link.dept_id});
            if (leaving == kNone) {
                return userid;
            }
            needs.push_back({leaving, Tie::requires_, {}});
        }
        return {};
    }

    // The draft by which the account leaves the department; kNone if it stays.
    std::size_t leaving_by(const std::string& userid, const Place& place) const
    {
        const auto found = target_of_.find(userid);
        if (found == target_of_.end()) {
            return kNone;
        }
        const std::size_t i = found->second;
        const std::size_t removal = context_.directory.removals[i];
        if (context_.targets[i].fate == Fate::remove) {
            return removal;
        }
        if (is_in(context_.targets[i], place)) {
            return kNone;
        }
        return removal != kNone ? removal : context_.directory.updates[i];
    }

    void report(const DepartmentLink& link, std::string_view text, const std::string& left)
    {
        findings_.about({"", link.key, "", 0}, "",
                        {text, "department", link.key, {{"left", left}}});
    }

    const RemovalContext context_;
    Drafts& drafts_;
    Findings& findings_;
    std::unordered_map<DeptId, std::vector<DeptId>> children_;
    std::unordered_map<std::string, std::size_t> target_of_;
    RemovalDrafts removed_;
};

} // namespace

std::vector<DepartmentLink> unused_departments(const PlanInput& input, const Tree& tree)
{
    if (!input.departments_changed) {
        return {};
    }
    const auto kept = kept_keys(input, tree);
    std::vector<std::pair<int, DepartmentLink>> found;
    for (const DepartmentLink& link : input.department_links) {
        if (link.created && !kept.contains(link.key) && !tree.nodes.contains(link.key) &&
            !tree.by_id.contains(link.dept_id) && link.dept_id != tree.root &&
            tree.observed.contains(link.dept_id)) {
            found.emplace_back(-depth_of(tree, link.dept_id), link);
        }
    }
    std::ranges::sort(found, {},
                      [](const auto& entry) { return std::tie(entry.first, entry.second.key); });
    std::vector<DepartmentLink> links;
    links.reserve(found.size());
    for (auto& [depth, link] : found) {
        links.push_back(std::move(link));
    }
    return links;
}

RemovalDrafts draft_removals(const RemovalContext& context, Drafts& drafts, Findings& findings)
{
    return Removals{context, drafts, findings}.draft_all();
}

} // namespace rosterd::plan
