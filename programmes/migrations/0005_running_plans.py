"""Running plans beside the exercises, every move of theirs, and which run belongs to which."""

import django.core.validators
import django.db.models.deletion
import programmes.models.run
import uuid
from django.conf import settings
from django.db import migrations, models
from patients.archive import FreezeRows

MOVE = ['plan_id', 'on', 'from_step', 'step', 'why', 'reason', 'by_id', 'made_at']


class Migration(migrations.Migration):

    dependencies = [
        ('patients', '0004_fill_name_keys'),
        ('programmes', '0004_own_exercises_demonstrations_favourites'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='run',
            name='cadence',
            field=models.JSONField(blank=True, default=list, validators=[programmes.models.run._counted], verbose_name='steps a minute, each time they were counted'),
        ),
        migrations.AlterField(
            model_name='run',
            name='step',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, 'The walk-run steps go from 1 to 12.'), django.core.validators.MaxValueValidator(12, 'The walk-run steps go from 1 to 12.')], verbose_name='step of the plan'),
        ),
        migrations.CreateModel(
            name='RunningPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('return_to_run', 'Return to run'), ('cadence', 'Cadence and faded feedback'), ('adolescent_ladder', 'Adolescent activity ladder')], max_length=17)),
                ('state', models.CharField(choices=[('active', 'Active'), ('ended', 'Ended')], default='active', max_length=6)),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('step', models.PositiveSmallIntegerField(default=1)),
                ('step_since', models.DateField()),
                ('not_before', models.DateField(blank=True, null=True, verbose_name='no run before')),
                ('contact', models.BooleanField(default=False, verbose_name='asks for the physio')),
                ('own_cadence', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(120, 'Steps a minute, from 120 to 220.'), django.core.validators.MaxValueValidator(220, 'Steps a minute, from 120 to 220.')], verbose_name='own steps a minute')),
                ('eases_until', models.DateField(blank=True, help_text='Last day of the lighter weeks (rule L1) that the physio confirmed.', null=True)),
                ('reasons', models.JSONField(blank=True, default=list, help_text='Rules, findings and sources that speak for it.')),
                ('assigned_at', models.DateTimeField()),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('episode', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='running_plans', to='patients.episode')),
            ],
            options={
                'ordering': ['-assigned_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RunningMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('from_step', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('step', models.PositiveSmallIntegerField()),
                ('why', models.CharField(choices=[('begun', 'Begun'), ('set', 'Set by hand'), ('up', 'One up by the log'), ('back', 'Back by the log'), ('break', 'Back after a long break')], max_length=5)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('made_at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='programmes.runningplan')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='run',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='programmes.runningplan'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(('plan', None), ('step__isnull', False), _connector='OR'), name='run_of_a_plan_has_a_step'),
        ),
        migrations.AddConstraint(
            model_name='runningplan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('episode',), name='running_plan_one_active_per_episode'),
        ),
        migrations.AddConstraint(
            model_name='runningplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('state', 'active')), models.Q(('ends_on__gte', models.F('starts_on')), ('ends_on__isnull', False), ('state', 'ended')), _connector='OR'), name='running_plan_ended_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='runningplan',
            constraint=models.CheckConstraint(condition=models.Q(('step__gte', 1), models.Q(models.Q(('kind', 'return_to_run'), ('step__lte', 12)), models.Q(('kind', 'cadence'), ('step__lte', 8)), models.Q(('kind', 'adolescent_ladder'), ('step__lte', 3)), _connector='OR')), name='running_plan_step_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='runningplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cadence'), ('own_cadence__gte', 120), ('own_cadence__isnull', False), ('own_cadence__lte', 220)), models.Q(models.Q(('kind', 'cadence'), _negated=True), ('own_cadence', None)), _connector='OR'), name='running_plan_cadence_of_retraining_alone'),
        ),
        migrations.AddConstraint(
            model_name='runningmove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('why', 'set'), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), ('by__isnull', False)), _connector='OR'), name='running_move_by_hand_has_name_and_reason'),
        ),
        FreezeRows('programmes_runningmove', MOVE),
    ]
