using System.Collections;
using System.Data.Common;

namespace MySqlConnector;

public sealed class MySqlParameterCollection : DbParameterCollection, IEnumerable<MySqlParameter>
{
    private readonly List<MySqlParameter> _parameters = [];

    public override int Count => _parameters.Count;

    public override object SyncRoot => _parameters;

    public override int Add(object value)
    {
        _parameters.Add((MySqlParameter)value);
        return Count - 1;
    }

    public override void AddRange(Array values) => _parameters.AddRange(values.Cast<MySqlParameter>());

    public override void Clear() => _parameters.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator<MySqlParameter> IEnumerable<MySqlParameter>.GetEnumerator() => _parameters.GetEnumerator();

    public override int IndexOf(object value) => value is MySqlParameter parameter ? _parameters.IndexOf(parameter) : -1;

    /// <summary>The sign and the case of a name make no difference.</summary>
    public override int IndexOf(string parameterName)
    {
        var name = WithoutSign(parameterName);
        return _parameters.FindIndex(parameter => string.Equals(WithoutSign(parameter.ParameterName), name, StringComparison.OrdinalIgnoreCase));
    }

    public override void Insert(int index, object value) => _parameters.Insert(index, (MySqlParameter)value);

    public override void Remove(object value) => _parameters.Remove((MySqlParameter)value);

    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => _parameters[index];

    protected override DbParameter GetParameter(string parameterName) => _parameters[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = (MySqlParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) => _parameters[IndexOf(parameterName)] = (MySqlParameter)value;

    private static string WithoutSign(string name) => name.TrimStart('@', '?');
}
