using Tresen.Staff;

namespace Tresen.Mail.PublicForm;

/// <summary>The public form (<em>öffentliches Formular</em>): whether people without an account may write through it, and
/// which department their requests go to.</summary>
public sealed class PublicDoor
{
    public int Id { get; private set; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Null: the first department that isn't confidential.</summary>
    public int? DepartmentId { get; private set; }

    public Department? Department { get; private set; }

    /// <summary>Opens or closes the form and says where it leads.</summary>
    public void Set(bool isOpen, Department? department) => (IsOpen, Department, DepartmentId) = (isOpen, department, department?.Id);
}
