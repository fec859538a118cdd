using System.Runtime.InteropServices;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Risk;

/// <summary>How far the grid that is computed has come, and which grid is complete.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScenarioRun
{
    /// <summary>Moment of which the grid will be.</summary>
    public Timestamp StartedAt;

    /// <summary>Count of option trades when it began: it is the grid of those positions and no others.</summary>
    public long Of;

    /// <summary>Legs without a value of our own.</summary>
    public long Holes;

    /// <summary>Next piece of work: group, block of cells, and leg within the group.</summary>
    public int Group;
    public int Block;
    public int Leg;
    public int IsRunning;

    /// <summary>Moment, option trades and holes of the complete grid.</summary>
    public Timestamp CompleteAt;
    public long CompleteOf;
    public long CompleteHoles;

    /// <summary>Grids completed, ever.</summary>
    public long Completed;

    /// <summary>Underlyings with options in the grid that is computed, and in the complete one.</summary>
    public UnderlyingSet Members;
    public UnderlyingSet CompleteMembers;

    public void Begin(Timestamp now, long optionChanges)
    {
        (StartedAt, Of, Holes, Members) = (now, optionChanges, 0, default);
        (Group, Block, Leg, IsRunning) = (0, 0, 0, 1);
    }

    /// <summary>A chunk of legs is done in one block: on to the next block, then the next legs, the next
    /// group.</summary>
    public void Advance(int legs, int legsInGroup)
    {
        if (++Block < ScenarioAxes.Blocks) return;
        Block = 0;
        Leg += legs;
        if (Leg < legsInGroup) return;
        Leg = 0;
        Group++;
    }

    public void Complete()
    {
        (CompleteAt, CompleteOf, CompleteHoles, CompleteMembers) = (StartedAt, Of, Holes, Members);
        IsRunning = 0;
        Completed++;
    }
}
