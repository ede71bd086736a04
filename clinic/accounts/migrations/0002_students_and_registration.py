import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_first_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='hcpc_expires_on',
            field=models.DateField(blank=True, null=True, verbose_name='HCPC registration ends'),
        ),
        migrations.AddField(
            model_name='user',
            name='supervisor',
            field=models.ForeignKey(blank=True, help_text='Of a student: who countersigns their notes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='students', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('supervisor__isnull', True), models.Q(('supervisor', models.F('pk')), _negated=True), _connector='OR'), name='user_not_own_supervisor'),
        ),
    ]
