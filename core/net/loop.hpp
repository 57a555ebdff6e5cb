// The event loop as a port: time and waiting are passed in, so that a whole run can be played on
// virtual time. Everything that waits does so through a Loop and is called back on its thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace rosterd::net
{

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;
using TimerId = std::uint64_t;

class Loop
{
public:
    virtual ~Loop() = default;
    virtual Instant now() const = 0;                   // wall clock; may jump
    virtual Duration steady() const = 0;               // since some start; never goes back
    virtual void post(std::function<void()> work) = 0; // soon, never inside the call
    virtual TimerId after(Duration wait, std::function<void()> work) = 0;
    virtual void cancel(TimerId timer) = 0; // unknown ids are ignored
};

// Virtual time: runs what is due in order; time moves only by run().
class VirtualLoop final : public Loop
{
public:
    explicit VirtualLoop(Instant start);
    ~VirtualLoop() override;
    Instant now() const override;
    Duration steady() const override;
    void post(std::function<void()> work) override;
    TimerId after(Duration wait, std::function<void()> work) override;
    void cancel(TimerId timer) override;

    // Runs until nothing is left to do, `limit` of virtual time has passed, or something calls
    // stop(). What is left stays for the next run().
    void run(Duration limit = std::chrono::hours{24 * 365});
    void stop();
    void jump_wall_clock(Duration by); // steady time does not move

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rosterd::net
